import * as tf from '@tensorflow/tfjs-core';
import { type ModelContext, onBackend } from '../../../../server/models/compute/model-task.js';
import { ModelError } from '../../../../server/perfusion/index.js';
import { rateLimited } from '../../../../server/platform/errors/index.js';
import type { ThreadTasks } from '../../../../server/platform/threads/thread-task.js';

/** Tasks of models that threads of tests run, compiled with everything else. */
export const threadTasks = {
  sum: onBackend(() => Promise.resolve(sum)),
  fail: onBackend(() => Promise.resolve(fail)),
  refuse: onBackend(() => Promise.resolve(refuse)),
} satisfies ThreadTasks;

export type SampleTasks = typeof threadTasks;

/** Adds on the thread's backend, and says every number before. */
async function sum(numbers: readonly number[], { backend, post }: ModelContext<{ readonly seen: number }>) {
  for (const seen of numbers) post({ seen });
  const [total] = tf.tidy(() => tf.sum(tf.tensor1d([...numbers])).dataSync());
  return { total, backend: backend.name };
}

async function fail(message: string): Promise<void> {
  throw new ModelError(message);
}

async function refuse(_: null): Promise<void> {
  throw rateLimited('Come back later.', 7);
}
