import { Presets, SingleBar } from 'cli-progress';
import { appendPoint, type CurvePoint, type Recipe, readCurve, TimeLeft } from '../../models/index.js';
import { TrainingShare } from './training-share.js';

const PARTS = 1000;

/** A bar over all stages with the time left, and the loss curve in the folder of the training. */
export class TrainingProgress {
  private readonly bar = new SingleBar(
    {
      format: '{bar} {percentage} % | {left} | {stage}',
      noTTYOutput: true,
      hideCursor: true,
      clearOnComplete: true,
    },
    Presets.shades_classic,
  );
  private readonly timeLeft = new TimeLeft();
  private readonly share: TrainingShare;
  private isShown = false;

  private constructor(
    recipe: Recipe,
    private readonly folder: string,
    points: readonly CurvePoint[],
  ) {
    this.share = new TrainingShare(recipe.stages, points);
  }

  /** @param folder of the training, which may have stopped before */
  static async open(recipe: Recipe, folder: string): Promise<TrainingProgress> {
    return new TrainingProgress(recipe, folder, await pointsIn(folder));
  }

  line(text: string): void {
    process.stderr.write(`${text}\n`);
  }

  point(point: CurvePoint): void {
    appendPoint(this.folder, point);
    const done = PARTS * this.share.note(point);
    this.timeLeft.note({ atMs: performance.now(), done });
    if (!this.isShown) this.bar.start(PARTS, 0, { left: '', stage: '' });
    this.isShown = true;
    const { stage, step, steps, loss } = point;
    this.bar.update(Math.round(done), {
      left: inWords(this.timeLeft.seconds(PARTS)),
      stage: `${stage} ${step}/${steps}, loss ${loss.toPrecision(4)}`,
    });
  }

  /** All points of the training, those before a stop included; a step that was taken again counts once. */
  points(): Promise<CurvePoint[]> {
    return pointsIn(this.folder);
  }

  end(): void {
    if (this.isShown) this.bar.stop();
    this.isShown = false;
  }
}

async function pointsIn(folder: string): Promise<CurvePoint[]> {
  const points = await readCurve(folder);
  return [...new Map(points.map((point) => [`${point.stage} ${point.step}`, point])).values()];
}

function inWords(seconds: number | null): string {
  if (seconds === null) return 'time left not known yet';
  if (seconds === 0) return 'measuring what training came to';
  return seconds < 90 ? `${Math.ceil(seconds)} s left` : `${Math.ceil(seconds / 60)} min left`;
}
