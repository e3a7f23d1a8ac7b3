import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { rateLimited } from '../../../../server/platform/errors/index.js';
import type { ThreadContext, ThreadTasks } from '../../../../server/platform/threads/thread-task.js';

/** Plain functions that threads of tests run, compiled with everything else. */
export const threadTasks = {
  sum: () => Promise.resolve(sum),
  refuse: () => Promise.resolve(refuse),
  fail: () => Promise.resolve(fail),
  spin: () => Promise.resolve(spin),
  spinUntilCancelled: () => Promise.resolve(spinUntilCancelled),
  waitForFile: () => Promise.resolve(waitForFile),
  exhaust: () => Promise.resolve(exhaust),
  exit: () => Promise.resolve(exit),
  trap: () => Promise.resolve(trap),
} satisfies ThreadTasks;

export type SampleTasks = typeof threadTasks;

/** Adds, and says every number meanwhile. */
function sum(numbers: readonly number[], { post, settings }: ThreadContext<number>) {
  for (const number of numbers) post(number);
  return { total: numbers.reduce((total, number) => total + number, 0), unit: settings.unit };
}

function refuse(_: null): void {
  throw rateLimited('Come back later.', 7);
}

function fail(_: null): void {
  throw new RangeError('n must be at least 2');
}

/** Blocks its thread, as a long resampling does. */
function spin(_: null, { post }: ThreadContext<'spinning'>): void {
  post('spinning');
  for (;;);
}

function spinUntilCancelled(_: null, { post, throwIfCancelled }: ThreadContext<'spinning'>): void {
  post('spinning');
  for (;;) throwIfCancelled();
}

async function waitForFile(path: string): Promise<string> {
  while (!existsSync(path)) await sleep(5);
  return path;
}

function exhaust(_: null): void {
  const kept: number[][] = [];
  for (;;) kept.push(new Array(1e6).fill(kept.length));
}

function exit(code: number): void {
  process.exit(code);
}

function trap(_: null): void {
  throw Object.assign(new Error('memory access out of bounds'), { name: 'RuntimeError' }); // as WebAssembly throws it
}
