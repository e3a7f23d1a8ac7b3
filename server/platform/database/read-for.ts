import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import { urlOf } from './migrate.js';

/** A statement may begin just after a cancel, which does nothing then. */
const CANCEL_AGAIN_MS = 1_000;

const signals = new WeakMap<object, () => AbortSignal>();

/** Says which signal aborts when the client of a reader goes away; it is asked for when it is needed. */
export function noteReader(reader: object, gone: () => AbortSignal): void {
  signals.set(reader, gone);
}

/**
 * Reads for a client; the statement that runs is cancelled when the client goes away. For reads that may take long,
 * never for changes: a client must not have to guess what was stored.
 *
 * @param reader who waits for the answer, e.g. the viewer of a request; a reader without a client waits to the end
 * @throws the reason of the reader's signal, or the error of a statement that was stopped
 */
export async function readFor<T>(
  reader: object,
  dataSource: DataSource,
  read: (manager: EntityManager) => Promise<T>,
): Promise<T> {
  const gone = signals.get(reader)?.();
  if (!gone) return read(dataSource.manager);
  signals.set(reader, () => gone); // one for all reads of a request
  const runner = dataSource.createQueryRunner();
  try {
    const { processID } = await runner.connect();
    const ended = cancelOn(gone, () => cancel(urlOf(dataSource), processID));
    gone.throwIfAborted();
    return await read(runner.manager).finally(ended);
  } finally {
    await runner.release();
  }
}

/** @returns what ends it, once a cancel under way was answered: it would hit the next user of the connection */
function cancelOn(signal: AbortSignal, cancelNow: () => Promise<void>): () => Promise<void> {
  const ended = new AbortController();
  let cancelling: Promise<void> | undefined;
  const start = () => {
    cancelling = repeat(cancelNow, ended.signal);
  };
  signal.addEventListener('abort', start, { once: true });
  return async () => {
    signal.removeEventListener('abort', start);
    ended.abort();
    await cancelling;
  };
}

async function repeat(work: () => Promise<void>, until: AbortSignal): Promise<void> {
  while (!until.aborted) {
    await work();
    await sleep(CANCEL_AGAIN_MS, undefined, { signal: until }).catch(() => {});
  }
}

/** From a connection of its own, since all others may be busy. Where it fails, the time limit stops the statement. */
async function cancel(url: string, processId: number): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'toile cancel' });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('SELECT pg_cancel_backend($1)', [processId]);
  } catch {
    // see above
  } finally {
    await client.end().catch(() => {});
  }
}
