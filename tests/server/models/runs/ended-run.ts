import { setTimeout as sleep } from 'node:timers/promises';
import type { Data } from '../../../support/product/execute.js';

const PAUSE_MS = 20;

/** Reads again and again, until what is read is so. */
export async function until(read: () => Promise<Data>, isSo: (value: Data) => boolean): Promise<Data> {
  for (;;) {
    const value = await read();
    if (isSo(value)) return value;
    await sleep(PAUSE_MS);
  }
}

export const hasEnded = ({ job: { status } }: Data): boolean => !['QUEUED', 'RUNNING'].includes(status);

/** A run is read before its job, which may end between the two: one that has ended is read once more. */
export async function endedRun(read: () => Promise<Data>): Promise<Data> {
  await until(read, hasEnded);
  return read();
}
