import { cpSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { type ModelContext, onBackend } from '../../../../../server/models/compute/model-task.js';
import { appendPoint } from '../../../../../server/models/runs/threads/curve-file.js';
import { tellDivergence } from '../../../../../server/models/runs/threads/tell-divergence.js';
import type {
  TrainedModel,
  TrainingMessage,
} from '../../../../../server/models/runs/threads/train-in-thread.js';
import type { TrainingWork } from '../../../../../server/models/runs/threads/training-work.js';
import { ModelError } from '../../../../../server/perfusion/index.js';
import { Linear } from '../../../../../server/perfusion/nn/linear.js';
import { graphObjective } from '../../../../../server/perfusion/training/objective.js';
import { Trainer } from '../../../../../server/perfusion/training/trainer.js';
import type { ThreadTasks } from '../../../../../server/platform/threads/thread-task.js';
import { normals } from '../../../../../server/random/index.js';

/** What the tests of training jobs run in threads, compiled with everything else. */
export const threadTasks = { trainModel: onBackend(() => Promise.resolve(trainTiny)) } satisfies ThreadTasks;

/** Of the result; baselines are stages of their own names. */
const STAGE = 'linear map';
export const DAMAGED = 'damaged from step 8';
export const STUMBLES = 'stumbles once at step 8';

/**
 * Trains the result and then each baseline alike; what it gives back is its parent. One of the name `DAMAGED` meets an
 * example at step 8 that is not finite; one of the name `STUMBLES` fails there the first time.
 */
async function trainTiny(work: TrainingWork, { post }: ModelContext<TrainingMessage>): Promise<TrainedModel> {
  await tellDivergence(post, async () => {
    for (const stage of [STAGE, ...work.baselines]) await trainStage(stage, work, post);
  });
  const path = join(work.folder, 'model');
  cpSync(work.parent, path, { recursive: true });
  return { path, metrics: [{ name: 'GAUC', value: 0.5 }], dataSnapshotHash: 'd'.repeat(64) };
}

/** Fits a map of three numbers to two, which takes a millisecond a step, with a checkpoint every five steps. */
async function trainStage(
  stage: string,
  { name, folder, steps, learningRate: rate, seed, groupsPerStep }: TrainingWork,
  post: (message: TrainingMessage) => void,
): Promise<void> {
  const model = new Linear({ inSize: 3, outSize: 2 });
  model.initialise(1);
  const trainer = new Trainer({
    objective: graphObjective(model.parameters(), (x: tf.Tensor2D, { step }) => {
      const target = tf.tensor2d(normals({ seed, purpose: 'target', step }, 2), [1, 2]);
      const mean = name === DAMAGED && step >= 7 ? Number.NaN : 3;
      return tf.mean(tf.square(tf.sub(model.forward(x), tf.add(target, mean))));
    }),
    batch: (step) =>
      tf.tensor2d(normals({ seed, purpose: 'x', step }, groupsPerStep * 3), [groupsPerStep, 3]),
    seed,
    optimisation: { steps, learningRate: { schedule: 'constant', rate, warmUpSteps: 0 } },
    checkpoint: { path: join(folder, `${stage}.safetensors`), every: 5 },
  });
  for (const { step, loss, learningRate } of trainer.run()) {
    const point = { stage, step, steps, loss, learningRate };
    appendPoint(folder, point);
    post({ point });
    if (name === STUMBLES && step === 8) stumble(folder);
    await new Promise((settle) => setTimeout(settle, 1)); // so that a thread that is stopped has told what it did
  }
}

function stumble(folder: string): void {
  const path = join(folder, 'stumbled');
  if (existsSync(path)) return;
  writeFileSync(path, '');
  throw new ModelError('The disk is full.');
}
