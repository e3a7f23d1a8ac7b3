import { setTimeout as sleep } from 'node:timers/promises';
import type { PoolClient } from 'pg';

/** Gives a client back to its pool, or ends its connection where something is given. */
export type Release = (error?: Error | boolean) => void;

/** A statement may begin just after a cancel, which does nothing then. */
const CANCEL_AGAIN_MS = 1_000;

/**
 * Cancels what a client runs when a signal aborts, until the client is released.
 *
 * @param cancel cancels the statement of a process of PostgreSQL from another connection
 * @returns what releases the client. After a cancel its connection ends, once the cancel was answered: the next user of
 *   the connection could be hit by it, or find the transaction that it broke
 */
export function releaseOf(
  client: PoolClient,
  signal: AbortSignal,
  cancel: (processId: number) => Promise<void>,
): Release {
  const released = new AbortController();
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping = repeat(() => cancel(processIdOf(client)), released.signal);
  };
  signal.addEventListener('abort', stop, { once: true });
  return (error) => {
    signal.removeEventListener('abort', stop);
    released.abort();
    if (!stopping) return client.release(error);
    void stopping.then(() => client.release(true));
  };
}

async function repeat(work: () => Promise<void>, until: AbortSignal): Promise<void> {
  while (!until.aborted) {
    await work();
    await sleep(CANCEL_AGAIN_MS, undefined, { signal: until }).catch(() => {});
  }
}

/** `pg` knows it of every client that is connected; its types do not say so. */
const processIdOf = (client: PoolClient) => (client as PoolClient & { readonly processID: number }).processID;
