import type { Logger } from '../../telemetry/logger.js';
import type { OpenDatabase } from '../opened-database.js';
import type { DataLock } from './lock/data-lock.js';
import { PostgresCluster } from './postgres-cluster.js';

const WATCH_MS = 1_000;

interface StartOptions {
  readonly log: Logger;
  readonly signal: AbortSignal | undefined;
}

/** Starts the PostgreSQL below a data folder that the lock is of; if that fails, it stops and the lock is free. */
export async function startEmbedded(
  dataDirectory: string,
  lock: DataLock,
  { log, signal }: StartOptions,
): Promise<OpenDatabase> {
  let cluster: PostgresCluster | undefined;
  try {
    signal?.throwIfAborted();
    cluster = await PostgresCluster.prepare(dataDirectory);
    await cluster.start(signal);
    await lock.announce({ databaseUrl: cluster.url });
    signal?.throwIfAborted();
    return embedded(cluster, lock, keepRunning(cluster, log));
  } catch (error) {
    await cluster?.stop();
    await lock.release();
    throw error;
  }
}

const embedded = (cluster: PostgresCluster, lock: DataLock, watch: Watch): OpenDatabase => ({
  url: cluster.url,
  ownerUrl: cluster.ownerUrl,
  address: null,
  serverVersion: null,
  announce: (address) => lock.announce({ address }),
  close: async () => {
    await watch.stop();
    await cluster.stop();
    await lock.release();
  },
});

interface Watch {
  stop(): Promise<void>;
}

/** Looks after the cluster every second: it may be killed (out of memory, say) while we live on. */
function keepRunning(cluster: PostgresCluster, log: Logger): Watch {
  let check: Promise<void> | undefined;
  const timer = setInterval(() => {
    check ??= restartIfDead(cluster, log).finally(() => {
      check = undefined;
    });
  }, WATCH_MS).unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await check;
    },
  };
}

async function restartIfDead(cluster: PostgresCluster, log: Logger): Promise<void> {
  try {
    if (await cluster.isRunning()) return;
    log.warn('the database died; starting it again');
    await cluster.restart();
  } catch (error) {
    log.error({ err: error }, 'the database could not be started again');
  }
}
