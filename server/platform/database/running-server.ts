import { setTimeout as sleep } from 'node:timers/promises';
import { conflict } from '../errors/domain-error.js';
import { findLiveLock, type LockContent } from './embedded/lock/data-lock.js';
import { type DatabaseConfig, databaseAt, type OpenDatabase } from './opened-database.js';

const STARTING_LIMIT_MS = 20_000;
const COMMAND_LIMIT_MS = 60_000;
const LOOK_AGAIN_MS = 100;

/**
 * The database of `DATABASE_URL`, or of the server on the data folder, once that is ready; null where none runs.
 *
 * @throws {DomainError} CONFLICT for a server that does not become ready
 */
export async function findRunningDatabase(
  { databaseUrl, databaseOwnerUrl, dataDirectory }: DatabaseConfig,
  signal?: AbortSignal,
): Promise<OpenDatabase | null> {
  if (databaseUrl) return databaseAt(databaseUrl, databaseOwnerUrl);
  const deadline = performance.now() + STARTING_LIMIT_MS;
  let server = await findServer(dataDirectory, signal);
  while (server && !server.address && performance.now() < deadline) {
    await sleep(LOOK_AGAIN_MS, undefined, { signal });
    server = await findServer(dataDirectory, signal);
  }
  if (!server) return null;
  if (server.databaseUrl) return databaseAt(server.databaseUrl, null, server);
  throw conflict(
    `The server on ${dataDirectory} (process ${server.pid}) is not ready yet: try again in a moment`,
  );
}

/** The server on a data folder, once no command uses it; null where there is none. */
export async function findServer(dataDirectory: string, signal?: AbortSignal): Promise<LockContent | null> {
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

const usedByCommand = (directory: string, { pid }: LockContent) =>
  conflict(`A command still uses ${directory} (process ${pid}): try again when it has ended`);
