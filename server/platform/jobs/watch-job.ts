import { on } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDatabaseGone } from '../database/faults/database-gone.js';
import type { Job } from './job.entity.js';
import type { JobChannel } from './worker/job-channel.js';

/**
 * Yields a job now, after every change in whatever process, and at last when it has ended. Null where there is
 * no such job.
 */
export function watchJob(
  id: string,
  channel: JobChannel,
  read: () => Promise<Job | null>,
): AsyncIterableIterator<Job | null> {
  const stop = new AbortController();
  const states = statesOf(id, { channel, read, signal: stop.signal });
  return {
    next: () => states.next(),
    return: () => {
      stop.abort(); // a generator that waits would return only after the next change
      return states.return(undefined);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

interface Watch {
  readonly channel: JobChannel;
  readonly read: () => Promise<Job | null>;
  readonly signal: AbortSignal;
}

async function* statesOf(
  id: string,
  { channel, read, signal }: Watch,
): AsyncGenerator<Job | null, void, undefined> {
  await channel.open();
  const changes = on(channel.changes, id, { signal });
  try {
    while (!signal.aborted) {
      const job = await readWhenBack(read, signal);
      yield job;
      if (!job || job.finishedAt) return;
      await changes.next();
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    await changes.return?.();
  }
}

const READ_AGAIN_MS = 500;

/** A watcher stays while the database is gone for a moment. */
async function readWhenBack(read: () => Promise<Job | null>, signal: AbortSignal): Promise<Job | null> {
  for (;;) {
    try {
      return await read();
    } catch (error) {
      if (!isDatabaseGone(error)) throw error;
      await sleep(READ_AGAIN_MS, undefined, { signal });
    }
  }
}
