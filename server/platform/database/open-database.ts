import { setTimeout as sleep } from 'node:timers/promises';
import { conflict } from '../errors/domain-error.js';
import type { Logger } from '../telemetry/logger.js';
import { DataLock, findLiveLock, type LockContent } from './embedded/lock/data-lock.js';
import { startEmbedded } from './embedded/start-embedded.js';
import { type DatabaseConfig, databaseAt, type OpenDatabase } from './opened-database.js';
import { findRunningDatabase, findServer } from './running-server.js';

const WATCH_MS = 1_000;

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
  if (databaseUrl) return databaseAt(databaseUrl, databaseOwnerUrl);
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
      return databaseAt(server.databaseUrl, null, server);
    }
    await sleep(WATCH_MS, undefined, { signal });
  }
}

const runsAlready = (directory: string, { pid, address }: LockContent) =>
  conflict(
    `Toile already runs on ${directory} (process ${pid}${address ? `, ${address}` : ''}). Stop it first, or choose another folder with TOILE_DATA_DIR.`,
  );

const OWNER_EVERY_DAY =
  'DATABASE_OWNER_URL is not set, so daily work signs in as the role that migrates, and an intruder could change the audit log: set DATABASE_OWNER_URL to the role that owns the tables, and DATABASE_URL to another one (CREATE ROLE toile_app LOGIN PASSWORD ...)';
