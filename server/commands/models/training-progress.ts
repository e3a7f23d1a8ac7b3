import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Presets, SingleBar } from 'cli-progress';
import { type CurvePoint, type Recipe, TimeLeft } from '../../models/index.js';
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
  private readonly curve: string;
  private readonly share: TrainingShare;
  private isShown = false;

  constructor(recipe: Recipe, folder: string) {
    this.curve = join(folder, 'curve.ndjson');
    this.share = new TrainingShare(recipe.stages, this.points());
  }

  line(text: string): void {
    process.stderr.write(`${text}\n`);
  }

  point(point: CurvePoint): void {
    appendFileSync(this.curve, `${JSON.stringify(point)}\n`);
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
  points(): CurvePoint[] {
    if (!existsSync(this.curve)) return [];
    const lines = readFileSync(this.curve, 'utf8').split('\n');
    const points = lines.filter((line) => line.endsWith('}')).map((line) => JSON.parse(line) as CurvePoint);
    return [...new Map(points.map((point) => [`${point.stage} ${point.step}`, point])).values()];
  }

  end(): void {
    if (this.isShown) this.bar.stop();
    this.isShown = false;
  }
}

function inWords(seconds: number | null): string {
  if (seconds === null) return 'time left not known yet';
  if (seconds === 0) return 'measuring what training came to';
  return seconds < 90 ? `${Math.ceil(seconds)} s left` : `${Math.ceil(seconds / 60)} min left`;
}
