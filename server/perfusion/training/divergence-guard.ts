import { ModelError } from '../model-error.js';

export interface DivergenceConfig {
  /** A loss above this many times its running level counts as far above it. */
  readonly factor: number;
  /** So many steps in a row far above the level end the run. */
  readonly patience: number;
}

const DIVERGENCE: DivergenceConfig = { factor: 5, patience: 50 };

/** Share of a new loss in the running level; a memory of about a hundred steps. */
const SHARE = 0.01;

/** Below this share of the first losses a level counts as this share: near zero, ratios say nothing. */
const FLOOR = 0.01;

/** What the guard looks at before a step is applied. */
export interface GuardedStep {
  /** Number of the step, from 1. */
  readonly step: number;
  readonly loss: number;
  readonly gradientNorm: number;
  readonly learningRate: number;
}

/** What a calm guard remembers of the losses so far. */
export interface GuardState {
  readonly seen: number;
  readonly level: number;
  readonly start: number;
}

/** The loss of a run ran away: with the same settings it does so again. */
export class DivergenceError extends ModelError {}

/** Ends a run that has diverged, before its weights are spoilt. */
export class DivergenceGuard {
  private seen = 0;
  private level = 0;
  private start = 0;
  private farSteps = 0;

  constructor(private readonly config: DivergenceConfig = DIVERGENCE) {}

  /** Whether the last loss lay near its running level, so that a checkpoint of it is worth keeping. */
  get isStable(): boolean {
    return this.farSteps === 0;
  }

  /** For a checkpoint, which only a stable run writes. */
  state(): GuardState {
    const { seen, level, start } = this;
    return { seen, level, start };
  }

  /** Goes on where a saved guard stopped. */
  restore({ seen, level, start }: GuardState): void {
    this.seen = seen;
    this.level = level;
    this.start = start;
    this.farSteps = 0;
  }

  /** @throws {DivergenceError} if loss or gradient is not finite, or the loss has been far too high for many steps */
  check(step: GuardedStep): void {
    const { loss, gradientNorm } = step;
    if (!Number.isFinite(loss)) throw diverged(step, `The loss became ${loss}`);
    if (!Number.isFinite(gradientNorm))
      throw diverged(step, `The length of the gradient became ${gradientNorm}`);
    this.farSteps = this.isFar(loss) ? this.farSteps + 1 : 0;
    if (this.farSteps > this.config.patience) {
      const level = this.level.toPrecision(3);
      throw diverged(step, `The loss has been far above its level of ${level} for ${this.farSteps} steps`);
    }
    if (this.farSteps === 0) this.follow(loss);
  }

  /** Until the level rests on enough losses, none is far from it. */
  private isFar(loss: number): boolean {
    if (this.seen < this.config.patience) return false;
    return loss > this.config.factor * Math.max(this.level, this.start * FLOOR);
  }

  private follow(loss: number): void {
    this.seen += 1;
    this.level += (loss - this.level) * Math.max(SHARE, 1 / this.seen);
    if (this.seen <= this.config.patience) this.start = this.level;
  }
}

const diverged = ({ step, learningRate }: GuardedStep, what: string) =>
  new DivergenceError(
    `${what} at step ${step}. This step was not applied, and the last checkpoint stays. ` +
      `Lower the learning rate (now ${learningRate.toPrecision(3)}), lengthen the warm-up, or look for ` +
      'damaged examples, and train again.',
  );
