import * as tf from '@tensorflow/tfjs';
import type { ThreadContext, ThreadTasks } from '../../../../../server/models/compute/threads/thread-task.js';
import { ModelError } from '../../../../../server/perfusion/index.js';

/** Tasks that threads of tests run, compiled with everything else. */
export const threadTasks = {
  sum: () => Promise.resolve(sum),
  fail: () => Promise.resolve(fail),
  spin: () => Promise.resolve(spin),
  exhaust: () => Promise.resolve(exhaust),
  breakBackend: () => Promise.resolve(breakBackend),
} satisfies ThreadTasks;

export type SampleTasks = typeof threadTasks;

/** Adds on the thread's backend, and says every number meanwhile. */
async function sum(numbers: readonly number[], { backend, post }: ThreadContext<{ seen: number }>) {
  for (const seen of numbers) post({ seen });
  const [total] = tf.tidy(() => tf.sum(tf.tensor1d([...numbers])).dataSync());
  return { total, backend: backend.name };
}

async function fail({ asModelError, message }: { asModelError: boolean; message: string }): Promise<void> {
  throw asModelError ? new ModelError(message) : new TypeError(message);
}

/** Blocks its thread, as a long product of matrices does. */
async function spin(_: null, { post }: ThreadContext<'spinning'>): Promise<void> {
  post('spinning');
  for (;;);
}

async function exhaust(_: null): Promise<number> {
  const kept: number[][] = [];
  for (;;) kept.push(new Array(1e6).fill(kept.length));
}

async function breakBackend(_: null): Promise<void> {
  throw Object.assign(new Error('memory access out of bounds'), { name: 'RuntimeError' });
}
