import { type Scale, scaleBetween } from '../../ui/chart/scale.js';

export interface CurvePoint {
  readonly stage: string;
  readonly step: number;
  readonly steps: number;
  readonly loss: number;
  readonly learningRate: number;
}

/** A point as drawn: the loss that was measured, and the running level. */
export interface LossPoint {
  readonly step: number;
  readonly loss: number;
  readonly smoothed: number;
  readonly learningRate: number;
}

export interface StageCurve {
  readonly stage: string;
  /** Steps the stage has in all. */
  readonly steps: number;
  readonly points: readonly LossPoint[];
}

/** Share of a curve on either side of a point that its running level looks at. */
const LOOK_ASIDE = 0.03;

/**
 * The running level of losses: a mean over the points around each, nearer ones weighing more, so that it lies in
 * the middle of them and does not lag behind. At the ends there are fewer points to look at.
 */
export function smoothLosses(losses: readonly number[]): number[] {
  const reach = Math.max(1, Math.round(losses.length * LOOK_ASIDE));
  return losses.map((_, at) => {
    let sum = 0;
    let weights = 0;
    for (let i = Math.max(0, at - reach); i <= Math.min(losses.length - 1, at + reach); i++) {
      const weight = reach + 1 - Math.abs(i - at);
      sum += weight * (losses[i] ?? 0);
      weights += weight;
    }
    return sum / weights;
  });
}

/** One curve a stage, in the order the stages ran. A loss that is no number ends no curve: it is left out. */
export function toStageCurves(points: readonly CurvePoint[]): StageCurve[] {
  const stages = [...new Set(points.map(({ stage }) => stage))];
  return stages.map((stage) => {
    const own = points.filter((point) => point.stage === stage && Number.isFinite(point.loss));
    const smoothed = smoothLosses(own.map(({ loss }) => loss));
    return {
      stage,
      steps: Math.max(...points.filter((point) => point.stage === stage).map(({ steps }) => steps)),
      points: own.map(({ step, loss, learningRate }, index) => ({
        step,
        loss,
        learningRate,
        smoothed: smoothed[index] ?? loss,
      })),
    };
  });
}

/** A loss that many times its median would flatten all others on a linear axis. */
const FLATTENING = 20;

/** Whether a curve is drawn on a logarithmic axis unless the reader says otherwise. */
export function startsLogarithmic(curve: StageCurve): boolean {
  const sorted = curve.points.map(({ loss }) => loss).sort((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return fitsLogAxis(curve) && (sorted.at(-1) ?? 0) > FLATTENING * median;
}

/** A logarithmic axis has no place for zero and below. */
export const fitsLogAxis = ({ points }: StageCurve): boolean => points.every(({ loss }) => loss > 0);

const LOG_STEPS = [1, 2, 5] as const;

/** Round ends and ticks for a linear axis. A loss has no natural zero, so it need not begin there. */
export function linearScale(values: readonly number[]): Scale {
  return scaleBetween(Math.min(...values), Math.max(...values));
}

/** Round ends and ticks of 1, 2, 5 x 10^k for a logarithmic axis that holds every value, all above zero. */
export function logScale(values: readonly number[]): Scale {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const first = Math.floor(Math.log10(low));
  const last = Math.ceil(Math.log10(high));
  const all = Array.from({ length: last - first + 1 }, (_, index) => first + index).flatMap((power) =>
    LOG_STEPS.map((step) => Number((step * 10 ** power).toPrecision(1))),
  );
  const min = all.filter((tick) => tick <= low).at(-1) ?? low;
  const max = all.find((tick) => tick >= high && tick > min) ?? high;
  return { min, max, ticks: all.filter((tick) => tick >= min && tick <= max) };
}

const loss = new Intl.NumberFormat('en', { minimumSignificantDigits: 4, maximumSignificantDigits: 4 });
const tick = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });
const whole = new Intl.NumberFormat('en');

/** A loss to four digits, which is where two steps of one run differ. */
export const formatLoss = (value: number): string => loss.format(value).replace('-', '−');

export const formatLossTick = (value: number): string => tick.format(value).replace('-', '−');

/** What a curve shows, in one sentence, read out in place of the drawing. */
export function curveWords({ stage, steps, points }: StageCurve): string {
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last) return `Loss of stage ${stage}: no point yet`;
  return (
    `Line chart: loss of stage ${stage} by optimiser step, from ${formatLoss(first.loss)} at step ` +
    `${whole.format(first.step)} to a running level of ${formatLoss(last.smoothed)} at step ` +
    `${whole.format(last.step)} of ${whole.format(steps)}`
  );
}

const TABLE_ROWS = 25;

/** About `TABLE_ROWS` points, evenly chosen, the first and the last among them, for the table next to the drawing. */
export function tablePoints(points: readonly LossPoint[]): LossPoint[] {
  if (points.length <= TABLE_ROWS) return [...points];
  return Array.from(
    { length: TABLE_ROWS },
    (_, row) => points[Math.round((row * (points.length - 1)) / (TABLE_ROWS - 1))]!,
  );
}
