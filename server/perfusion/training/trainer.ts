import * as tf from '@tensorflow/tfjs-core';
import { resumeCheckpoint, saveCheckpoint, type TrainingState } from './checkpoint.js';
import { DivergenceGuard } from './divergence-guard.js';
import {
  addedUp,
  clipGradients,
  keptGradients,
  type LossGradients,
  type NamedTensors,
} from './loss-gradients.js';
import type { Objective } from './objective.js';
import { ADAM_W, AdamW } from './optimisation/adam-w.js';
import { type LearningRate, learningRateOf } from './optimisation/learning-rate.js';
import { MovingAverage } from './optimisation/moving-average.js';
import { type OptimisationConfig, rateShares } from './optimisation/optimisation.js';

export interface CheckpointConfig {
  readonly path: string;
  /**
   * Steps between two checkpoints; one more is written at the end of the run. None is written while
   * the loss lies far above its level: the last good one stays.
   */
  readonly every: number;
  /** What must agree when the run goes on: configuration and data. Seed and optimisation are added. */
  readonly notes?: Readonly<Record<string, string>>;
}

export interface TrainerConfig<Batch> {
  readonly objective: Objective<Batch>;
  /**
   * The batch with this number, from 0; the same number must give the same batch (`epochBatches`
   * tells which examples to take). Runs inside the step's tidy, so its tensors need no disposal;
   * tensors that are cached between steps must be made before.
   */
  readonly batch: (index: number) => Batch;
  readonly seed: number;
  readonly optimisation: OptimisationConfig;
  readonly checkpoint?: CheckpointConfig;
  /** Looked at between steps. */
  readonly signal?: AbortSignal;
}

/** What happened in one step. */
export interface TrainingReport {
  /** Steps taken, from 1. */
  readonly step: number;
  readonly steps: number;
  /** Mean over the step's batches, before the step. */
  readonly loss: number;
  /** Of the parameters that belong to no group. */
  readonly learningRate: number;
  /** Length of the gradient before clipping. */
  readonly gradientNorm: number;
}

/**
 * A training run: AdamW with warm-up, clipping, accumulation and a moving average, checkpoints,
 * and an end before divergence spoils the weights. Where a checkpoint of the same run exists it
 * goes on from there, with the very numbers of an uninterrupted run on the same backend.
 *
 * @example
 * const trainer = new Trainer({ objective: contrastiveObjective(clip), batch, seed: 1, optimisation });
 * for (const { step, steps, loss } of trainer.run()) print(`${step}/${steps} ${loss}`);
 * trainer.useAverage();
 * trainer.dispose();
 */
export class Trainer<Batch> {
  private readonly state: TrainingState;
  private readonly rate: LearningRate;
  private readonly rateShares: ReadonlyMap<string, number>;
  private readonly guard: DivergenceGuard;

  /** @throws {ModelError} if the checkpoint is damaged or belongs to another run */
  constructor(private readonly config: TrainerConfig<Batch>) {
    const { objective, optimisation } = config;
    const { parameters } = objective;
    const { averageDecay, learningRate, steps } = optimisation;
    this.guard = new DivergenceGuard(optimisation.divergence);
    this.state = {
      parameters,
      guard: this.guard,
      optimizer: new AdamW(parameters, { ...ADAM_W, ...optimisation.adamW }),
      ...(averageDecay === undefined ? {} : { average: new MovingAverage(parameters, averageDecay) }),
    };
    this.rate = learningRateOf(learningRate, steps);
    this.rateShares = rateShares([...parameters.keys()], optimisation);
    if (config.checkpoint) resumeCheckpoint(config.checkpoint.path, this.state, this.notes());
  }

  /** Steps taken so far, those before a resume included. */
  get step(): number {
    return this.state.optimizer.stepCount;
  }

  /**
   * Trains to the last step. The caller sees every step and may stop between two. A report
   * comes after the step is applied and before its checkpoint is written, so that a curve which is
   * kept from the reports has every step that a resumed run does not take again.
   *
   * @throws {ModelError} if the run diverges; the step that did is not applied
   * @throws the signal's reason once it aborts; a checkpoint is written first, unless the loss lies far
   *         above its level
   */
  *run(): Generator<TrainingReport, void> {
    const { optimisation, checkpoint, signal } = this.config;
    while (this.step < optimisation.steps) {
      if (signal?.aborted) this.save();
      signal?.throwIfAborted();
      const report = this.takeStep();
      const { step, steps } = report;
      yield report;
      if (checkpoint && (step === steps || step % checkpoint.every === 0)) this.save();
    }
  }

  /** Puts the moving average in place of the weights, for good; without an average nothing changes. */
  useAverage(): void {
    for (const [name, average] of this.state.average?.state() ?? [])
      this.state.parameters.get(name)!.assign(average.clone());
  }

  /** Frees the optimizer's memory; the weights stay. */
  dispose(): void {
    this.state.optimizer.dispose();
    this.state.average?.dispose();
  }

  private takeStep(): TrainingReport {
    const { objective, optimisation } = this.config;
    const learningRate = this.rate(this.step);
    const { loss, gradients } = this.meanGradients();
    const { gradients: clipped, norm } = clipGradients(gradients, optimisation.clipNorm ?? 1);
    const report = { step: this.step + 1, steps: optimisation.steps, loss, learningRate, gradientNorm: norm };
    try {
      this.guard.check(report);
    } catch (error) {
      tf.dispose([...clipped.values()]);
      throw error;
    }
    this.state.optimizer.step(clipped, (name) => learningRate * this.rateShares.get(name)!);
    objective.afterStep?.();
    this.state.average?.update();
    return report;
  }

  private meanGradients(): LossGradients {
    const count = this.config.optimisation.accumulation ?? 1;
    let sum = this.batchGradients(this.step * count);
    for (let part = 1; part < count; part++)
      sum = addedUp(sum, this.batchGradients(this.step * count + part));
    return count === 1 ? sum : divided(sum, count);
  }

  private batchGradients(index: number): LossGradients {
    const { objective, batch, seed } = this.config;
    return keptGradients(() => objective.lossGradients(batch(index), { seed, step: index }));
  }

  private save(): void {
    const { checkpoint } = this.config;
    if (checkpoint && this.guard.isStable) saveCheckpoint(checkpoint.path, this.state, this.notes());
  }

  private notes(): Record<string, string> {
    const { seed, optimisation, checkpoint } = this.config;
    return { ...checkpoint?.notes, seed: String(seed), optimisation: JSON.stringify(optimisation) };
  }
}

function divided({ loss, gradients }: LossGradients, count: number): LossGradients {
  const means: NamedTensors = new Map([...gradients].map(([name, sum]) => [name, tf.div(sum, count)]));
  tf.dispose([...gradients.values()]);
  return { loss: loss / count, gradients: means };
}
