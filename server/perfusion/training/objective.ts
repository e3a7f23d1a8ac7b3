import type * as tf from '@tensorflow/tfjs-core';
import type { Parameter } from '../nn/parameter.js';
import { type LossGradients, lossGradients } from './loss-gradients.js';

/** Names the random numbers of one batch; the same draw gives the same noise on every machine. */
export interface Draw {
  readonly seed: number;
  /** Number of the batch, from 0. */
  readonly step: number;
}

/** What a training run makes small, and by which weights. */
export interface Objective<Batch> {
  /** What trains, by name; everything else stays frozen. */
  readonly parameters: ReadonlyMap<string, Parameter>;
  /**
   * Loss of one batch and its gradients. Runs inside a tidy: only the returned gradients need to
   * outlive it.
   */
  lossGradients(batch: Batch, draw: Draw): LossGradients;
  /** Puts weights that left their range back into it. */
  afterStep?(): void;
}

/** An objective whose loss is one graph over the whole batch. */
export const graphObjective = <Batch>(
  parameters: ReadonlyMap<string, Parameter>,
  loss: (batch: Batch, draw: Draw) => tf.Scalar,
): Objective<Batch> => ({
  parameters,
  lossGradients: (batch, draw) => lossGradients(parameters, () => loss(batch, draw)),
});

/** Some of the parameters of a model, to train them and leave the others frozen. */
export const parametersMatching = (
  parameters: ReadonlyMap<string, Parameter>,
  pattern: RegExp,
): ReadonlyMap<string, Parameter> => new Map([...parameters].filter(([name]) => pattern.test(name)));
