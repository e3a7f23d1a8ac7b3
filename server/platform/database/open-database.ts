import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../config/settings.js';
import { conflict } from '../errors/domain-error.js';
import type { Logger } from '../telemetry/logger.js';
import { DataLock, findLiveLock, type LockContent } from './embedded/lock/data-lock.js';
import { PostgresCluster } from './embedded/postgres-cluster.js';

/** A database that answers. */
export interface OpenDatabase {
  /** `postgres://` URL with its password: never log it. */
  readonly url: string;
  /** The same for the owner of the tables, who migrates it; null where only the server that runs does. */
  readonly ownerUrl: string | null;
  /** Where the server that it belongs to is reached; null where there is none but perhaps ourselves. */
  readonly address: string | null;
  /** Version of that server; null if it is not known. */
  readonly serverVersion: string | null;
  /** Tells commands on the same data folder where this process serves. */
  announce(address: string): Promise<void>;
  /** Stops the database where it is our own. */
  close(): Promise<void>;
}

export type DatabaseConfig = Pick<Config, 'databaseUrl' | 'dataDirectory'> &
  Partial<Pick<Config, 'databaseOwnerUrl'>>;

const WATCH_MS = 1_000;
const STARTING_LIMIT_MS = 20_000;
const COMMAND_LIMIT_MS = 60_000;
const LOOK_AGAIN_MS = 100;

/**
 * The PostgreSQL of `DATABASE_URL`, else one of our own in the data folder: recovered after a kill, started,
 * and started again should it ever die. A command that uses the folder may end first.
 *
 * @param signal ends the start early: what was started is stopped, then its reason is thrown
 * @throws {DomainError} CONFLICT when a server runs on the data folder, a command uses it for more than a minute,
 *         or PostgreSQL cannot start there
 */
export async function openDatabase(
  config: DatabaseConfig,
  log: Logger,
  signal?: AbortSignal,
): Promise<OpenDatabase> {
  const { databaseUrl, databaseOwnerUrl, dataDirectory } = config;
  if (databaseUrl && !databaseOwnerUrl) log.warn(OWNER_EVERY_DAY);
  if (databaseUrl) return external(databaseUrl, databaseOwnerUrl);
  for (;;) {
    const server = await findServer(dataDirectory, signal);
    if (server) throw runsAlready(dataDirectory, server);
    const lock = await DataLock.tryAcquire(dataDirectory, 'server');
    if (lock) return startEmbedded(dataDirectory, lock, { log, signal });
  }
}

/**
 * The database for one command of the operator: that of `DATABASE_URL`, or of the server that runs on the data
 * folder, else our own for as long as the command takes. Commands without a server take turns.
 *
 * @param signal ends the start early, as for `openDatabase`
 * @throws {DomainError} CONFLICT when another command uses the folder for more than a minute, a server there does
 *         not become ready, or PostgreSQL cannot start there
 */
export async function openDatabaseForCommand(
  config: DatabaseConfig,
  log: Logger,
  signal?: AbortSignal,
): Promise<OpenDatabase> {
  for (;;) {
    const running = await findRunningDatabase(config, signal);
    if (running) return running;
    const lock = await DataLock.tryAcquire(config.dataDirectory, 'command');
    if (lock) return startEmbedded(config.dataDirectory, lock, { log, signal });
  }
}

/**
 * The database for a worker process, which never starts one.
 *
 * @throws {DomainError} CONFLICT without `DATABASE_URL` and without a server on the data folder
 */
export async function openDatabaseForWorker(
  config: DatabaseConfig,
  signal?: AbortSignal,
): Promise<OpenDatabase> {
  const database = await findRunningDatabase(config, signal);
  if (database) return database;
  throw conflict(
    `No server runs on ${config.dataDirectory}: start it first, or set DATABASE_URL to the database of the server`,
  );
}

/**
 * Waits for the database of a ready server on the data folder that is not at `url`. With `DATABASE_URL`, which never
 * changes, it waits until the signal aborts.
 *
 * @throws the reason of `signal`
 */
export async function movedDatabase(
  { databaseUrl, dataDirectory }: DatabaseConfig,
  url: string | null,
  signal: AbortSignal,
): Promise<OpenDatabase> {
  for (;;) {
    const server = databaseUrl ? null : await findLiveLock(dataDirectory);
    if (server?.address && server.databaseUrl && server.databaseUrl !== url) {
      return external(server.databaseUrl, null, server);
    }
    await sleep(WATCH_MS, undefined, { signal });
  }
}

interface StartOptions {
  readonly log: Logger;
  readonly signal: AbortSignal | undefined;
}

async function startEmbedded(
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

async function findRunningDatabase(
  { databaseUrl, databaseOwnerUrl, dataDirectory }: DatabaseConfig,
  signal?: AbortSignal,
): Promise<OpenDatabase | null> {
  if (databaseUrl) return external(databaseUrl, databaseOwnerUrl);
  const deadline = performance.now() + STARTING_LIMIT_MS;
  let server = await findServer(dataDirectory, signal);
  while (server && !server.address && performance.now() < deadline) {
    await sleep(LOOK_AGAIN_MS, undefined, { signal });
    server = await findServer(dataDirectory, signal);
  }
  if (!server) return null;
  if (server.databaseUrl) return external(server.databaseUrl, null, server);
  throw conflict(
    `The server on ${dataDirectory} (process ${server.pid}) is not ready yet: try again in a moment`,
  );
}

/** The server on a data folder, once no command uses it; null where there is none. */
async function findServer(dataDirectory: string, signal?: AbortSignal): Promise<LockContent | null> {
  const deadline = performance.now() + COMMAND_LIMIT_MS;
  let waitsFor: number | undefined;
  for (;;) {
    const lock = await findLiveLock(dataDirectory);
    if (lock?.holder !== 'command') return lock;
    if (performance.now() > deadline) throw usedByCommand(dataDirectory, lock);
    if (waitsFor !== lock.pid) {
      process.stderr.write(
        `Waiting for the command that uses ${dataDirectory} (process ${lock.pid}) to end.\n`,
      );
    }
    waitsFor = lock.pid;
    await sleep(LOOK_AGAIN_MS, undefined, { signal });
  }
}

const runsAlready = (directory: string, { pid, address }: LockContent) =>
  conflict(
    `Toile already runs on ${directory} (process ${pid}${address ? `, ${address}` : ''}). Stop it first, or choose another folder with TOILE_DATA_DIR.`,
  );

const usedByCommand = (directory: string, { pid }: LockContent) =>
  conflict(`A command still uses ${directory} (process ${pid}): try again when it has ended`);

const OWNER_EVERY_DAY =
  'DATABASE_OWNER_URL is not set, so daily work signs in as the role that migrates, and an intruder could change the audit log: set DATABASE_OWNER_URL to the role that owns the tables, and DATABASE_URL to another one (CREATE ROLE toile_app LOGIN PASSWORD ...)';

const external = (
  url: string,
  ownerUrl: string | null = url,
  server: LockContent | null = null,
): OpenDatabase => ({
  url,
  ownerUrl,
  address: server?.address ?? null,
  serverVersion: server?.version ?? null,
  announce: async () => {},
  close: async () => {},
});

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
