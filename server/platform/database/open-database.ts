import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../config/settings.js';
import { conflict } from '../errors/domain-error.js';
import type { Logger } from '../telemetry/logger.js';
import { DataLock, findLiveLock } from './embedded/data-lock.js';
import { PostgresCluster } from './embedded/postgres-cluster.js';

/** A database that answers. */
export interface OpenDatabase {
  /** `postgres://` URL with its password: never log it. */
  readonly url: string;
  /** Tells commands on the same data folder where this process serves. */
  announce(address: string): Promise<void>;
  /** Stops the database where it is our own. */
  close(): Promise<void>;
}

export type DatabaseConfig = Pick<Config, 'databaseUrl' | 'dataDirectory'>;

const WATCH_MS = 1_000;
const STARTING_LIMIT_MS = 20_000;

/**
 * The PostgreSQL of `DATABASE_URL`, else one of our own in the data folder: recovered after a kill, started,
 * and started again should it ever die.
 *
 * @throws {DomainError} CONFLICT when another process runs on the data folder, or PostgreSQL cannot start there
 */
export async function openDatabase(
  { databaseUrl, dataDirectory }: DatabaseConfig,
  log: Logger,
): Promise<OpenDatabase> {
  if (databaseUrl) return external(databaseUrl);
  const lock = await DataLock.acquire(dataDirectory);
  try {
    const cluster = await PostgresCluster.prepare(dataDirectory);
    await cluster.start();
    await lock.announce({ databaseUrl: cluster.url });
    return embedded(cluster, lock, keepRunning(cluster, log));
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/**
 * The database for one command of the operator: that of `DATABASE_URL`, or of the server that runs on the data
 * folder, else our own for as long as the command takes.
 */
export async function openDatabaseForCommand(config: DatabaseConfig, log: Logger): Promise<OpenDatabase> {
  return (await findRunningDatabase(config)) ?? openDatabase(config, log);
}

/**
 * The database for a worker process, which never starts one.
 *
 * @throws {DomainError} CONFLICT without `DATABASE_URL` and without a server on the data folder
 */
export async function openDatabaseForWorker(config: DatabaseConfig): Promise<OpenDatabase> {
  const database = await findRunningDatabase(config);
  if (database) return database;
  throw conflict(
    `No server runs on ${config.dataDirectory}: start it first, or set DATABASE_URL to the database of the server`,
  );
}

async function findRunningDatabase({
  databaseUrl,
  dataDirectory,
}: DatabaseConfig): Promise<OpenDatabase | null> {
  if (databaseUrl) return external(databaseUrl);
  const deadline = performance.now() + STARTING_LIMIT_MS;
  let lock = await findLiveLock(dataDirectory);
  while (lock && !lock.databaseUrl && performance.now() < deadline) {
    await sleep(100);
    lock = await findLiveLock(dataDirectory);
  }
  return lock?.databaseUrl ? external(lock.databaseUrl) : null;
}

const external = (url: string): OpenDatabase => ({ url, announce: async () => {}, close: async () => {} });

const embedded = (cluster: PostgresCluster, lock: DataLock, watch: Watch): OpenDatabase => ({
  url: cluster.url,
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
