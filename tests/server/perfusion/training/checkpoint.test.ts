import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs-core';
import { Linear } from '../../../../server/perfusion/nn/linear.js';
import { resumeCheckpoint, saveCheckpoint } from '../../../../server/perfusion/training/checkpoint.js';
import { lossGradients } from '../../../../server/perfusion/training/loss-gradients.js';
import { AdamW } from '../../../../server/perfusion/training/optimisation/adam-w.js';
import { MovingAverage } from '../../../../server/perfusion/training/optimisation/moving-average.js';
import { normals } from '../../../../server/random/index.js';
import { useBackend } from '../../../support/perfusion/backend.js';

useBackend();

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'checkpoint-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function startRun(outSize = 2) {
  const model = new Linear({ inSize: 3, outSize });
  model.initialise(1);
  const parameters = model.parameters();
  return { model, parameters, optimizer: new AdamW(parameters), average: new MovingAverage(parameters, 0.9) };
}

function train(
  { model, parameters, optimizer, average }: ReturnType<typeof startRun>,
  steps: number,
): number[] {
  return Array.from({ length: steps }, () => {
    const step = optimizer.stepCount;
    const { loss, gradients } = lossGradients(parameters, () => {
      const x = tf.tensor2d(normals({ seed: 5, purpose: 'x', step }, 12), [4, 3]);
      return tf.mean(tf.square(tf.sub(model.forward(x), 1)));
    });
    optimizer.step(gradients, 0.01);
    average.update();
    return loss;
  });
}

const file = () => path.join(folder, 'run.safetensors');

it('goes on with the very numbers of an uninterrupted run', () => {
  const whole = startRun();
  const losses = train(whole, 8);
  const first = startRun();
  train(first, 5);
  saveCheckpoint(file(), first, { seed: '5' });

  const resumed = startRun();
  const stepCount = resumeCheckpoint(file(), resumed, { seed: '5' });

  expect(stepCount).toBe(5);
  expect(train(resumed, 3)).toEqual(losses.slice(5));
  for (const [name, { value }] of whole.parameters) {
    expect([...resumed.parameters.get(name)!.value.dataSync()]).toEqual([...value.dataSync()]);
    expect([...resumed.average.state().get(name)!.dataSync()]).toEqual([
      ...whole.average.state().get(name)!.dataSync(),
    ]);
  }
});

it('refuses to go on with another configuration or model', () => {
  saveCheckpoint(file(), startRun(), { seed: '5' });

  expect(() => resumeCheckpoint(file(), startRun(), { seed: '6' })).toThrow(
    'was written by a run with another seed',
  );
  expect(() => resumeCheckpoint(file(), startRun(3), { seed: '5' })).toThrow(
    /does not fit this run; it differs in weights\.weight/,
  );
});
