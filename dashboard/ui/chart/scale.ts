/** A linear axis in data units. Values outside are drawn at its end and marked as going on. */
export interface Scale {
  readonly min: number;
  readonly max: number;
  /** Where the axis is labelled, ascending, within [min, max]. */
  readonly ticks: readonly number[];
}

export interface Interval {
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

const TARGET_TICKS = 6;
/** An axis spans at least 0.1 percentage points. */
const SMALLEST_SPAN = 0.001;
const NICE_STEPS = [1, 2, 2.5, 5, 10] as const;

/** The smallest step of 1, 2, 2.5, 5 x 10^k that makes about `TARGET_TICKS` ticks over a span. */
function niceStep(span: number): number {
  const rough = span / TARGET_TICKS;
  const magnitude = 10 ** Math.floor(Math.log10(rough));
  return (NICE_STEPS.find((step) => step * magnitude >= rough) ?? 10) * magnitude;
}

/** A scale with round ends that holds `min`, `max` and zero, which every lift is read against. */
export const niceScale = (min: number, max: number): Scale =>
  scaleBetween(Math.min(min, 0), Math.max(max, 0));

/** A scale with round ends that holds `low` and `high`, for what is not read against zero. */
export function scaleBetween(low: number, high: number): Scale {
  const step = niceStep(Math.max(high - low, SMALLEST_SPAN));
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
  return { min: ticks[0] ?? low, max: ticks.at(-1) ?? high, ticks };
}

const CENTRAL = 0.96;

function quantile(sorted: readonly number[], probability: number): number {
  const position = (sorted.length - 1) * probability;
  const below = sorted[Math.floor(position)] ?? 0;
  const above = sorted[Math.ceil(position)] ?? below;
  return below + (above - below) * (position - Math.floor(position));
}

/**
 * A scale for many intervals: it holds every estimate of the central 96 % and most of the whiskers, so
 * that a few stores with hardly any traffic do not flatten the rest. What lies outside is clipped by
 * the drawing, which marks it.
 */
export function scaleOfIntervals(intervals: readonly Interval[]): Scale {
  const tail = (1 - CENTRAL) / 2;
  const values = sortedNumbers(intervals.map(({ value }) => value));
  const lowers = sortedNumbers(intervals.map(({ lower }) => lower));
  const uppers = sortedNumbers(intervals.map(({ upper }) => upper));
  if (values.length === 0) return niceScale(-0.1, 0.1);
  return niceScale(
    Math.min(quantile(values, tail), lowers.length ? quantile(lowers, 0.15) : 0),
    Math.max(quantile(values, 1 - tail), uppers.length ? quantile(uppers, 0.85) : 0),
  );
}

const sortedNumbers = (numbers: readonly (number | null)[]): number[] =>
  numbers.filter((number) => number !== null).sort((a, b) => a - b);

/** A scale for a few intervals, which holds every one of them whole. */
export function scaleOfEstimates(intervals: readonly Interval[]): Scale {
  const ends = sortedNumbers(intervals.flatMap(({ value, lower, upper }) => [value, lower, upper]));
  return niceScale(ends[0] ?? -0.1, ends.at(-1) ?? 0.1);
}

/** Where a value lies on the scale, 0 at its left end and 1 at its right, never outside. */
export const positionOn = ({ min, max }: Scale, value: number): number =>
  Math.min(1, Math.max(0, (value - min) / (max - min)));

const CROWDED = 0.3;

/** The ticks that a narrow axis has room for: zero, and the ends that are not next to it. */
export function sparseTicks(scale: Scale): number[] {
  const zero = positionOn(scale, 0);
  return scale.ticks.filter((tick, index) => {
    const isEnd = index === 0 || index === scale.ticks.length - 1;
    return tick === 0 || (isEnd && Math.abs(positionOn(scale, tick) - zero) > CROWDED);
  });
}

/** Whether any end of an interval lies outside of the scale. */
export const isClipped = ({ min, max }: Scale, { lower, upper, value }: Interval): boolean =>
  [lower, upper, value].some((end) => end !== null && (end < min || end > max));
