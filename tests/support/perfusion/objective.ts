import { createHash } from 'node:crypto';
import { expect } from '@jest/globals';
import * as tf from '@tensorflow/tfjs-core';
import type { Parameter } from '../../../server/perfusion/nn/parameter.js';
import { keptGradients } from '../../../server/perfusion/training/loss-gradients.js';
import type { Draw, Objective } from '../../../server/perfusion/training/objective.js';
import { Trainer } from '../../../server/perfusion/training/trainer.js';

/** Loss and gradients of one batch as plain numbers. */
export function evaluated<Batch>(
  objective: Objective<Batch>,
  batch: Batch,
  draw: Draw = { seed: 1, step: 0 },
) {
  const { loss, gradients } = keptGradients(() => objective.lossGradients(batch, draw));
  const numbers = new Map([...gradients].map(([name, gradient]) => [name, [...gradient.dataSync()]]));
  tf.dispose([...gradients.values()]);
  return { loss, gradients: numbers };
}

/** Fails unless a batch gives a finite loss and finite gradients, in every parameter that trains. */
export function expectTrainable<Batch>(objective: Objective<Batch>, batch: Batch): void {
  const { loss, gradients } = evaluated(objective, batch);
  expect(Number.isFinite(loss)).toBe(true);
  expect([...gradients.keys()].sort()).toEqual([...objective.parameters.keys()].sort());
  expect([...gradients].filter(([, values]) => !values.every(Number.isFinite))).toEqual([]);
}

/** Trains on one batch again and again; fails if a tensor is left over from step to step. */
export function trainOn<Batch>(
  objective: Objective<Batch>,
  batch: () => Batch,
  { steps, rate, seed = 1 }: { steps: number; rate: number; seed?: number },
): number[] {
  const learningRate = { schedule: 'constant', rate, warmUpSteps: 0 } as const;
  const trainer = new Trainer({ objective, batch, seed, optimisation: { steps, learningRate } });
  const losses: number[] = [];
  const counts = new Set<number>();
  for (const { loss } of trainer.run()) {
    losses.push(loss);
    counts.add(tf.memory().numTensors);
  }
  trainer.dispose();
  expect(counts.size).toBe(1);
  return losses;
}

/** Hashes of every bit of some weights, by name. */
export const bitsOf = (parameters: ReadonlyMap<string, Parameter>) =>
  [...parameters].map(([name, { value }]) => [
    name,
    createHash('sha256').update(value.dataSync<'float32'>()).digest('hex'),
  ]);
