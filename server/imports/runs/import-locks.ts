import type { DataSource, EntityManager } from 'typeorm';
import { conflict, takeLocks } from '../../platform/index.js';

/** Any numbers: the first halves of locks whose second half is the id of a workspace or of a run, or names the content of a file. */
const WORKSPACE_LOCK = 7_011;
const RUN_LOCK = 7_012;
const CONTENT_LOCK = 7_013;
const DELETION_LOCK = 7_014;

const key = (lock: number) => `hashtextextended($1, ${lock})`;

/** For the rest of the transaction no import into the workspace is reverted. Take it before any lock of a row. */
export async function shareWorkspace(manager: EntityManager, workspaceId: string): Promise<void> {
  await manager.query(`SELECT pg_advisory_xact_lock_shared(${key(WORKSPACE_LOCK)})`, [workspaceId]);
}

/** For the rest of the transaction nothing is imported into the workspace: waits for chunks under way. */
export async function holdWorkspace(manager: EntityManager, workspaceId: string): Promise<void> {
  await manager.query(`SELECT pg_advisory_xact_lock(${key(WORKSPACE_LOCK)})`, [workspaceId]);
}

/** For the rest of the transaction no other import of the same bytes into the workspace holds them. */
export async function holdContent(
  manager: EntityManager,
  { workspaceId, contentHash }: { workspaceId: string; contentHash: string },
): Promise<void> {
  await manager.query(`SELECT pg_advisory_xact_lock(${key(CONTENT_LOCK)})`, [
    `${workspaceId} ${contentHash}`,
  ]);
}

/**
 * Whether no store is deleted for the rest of the transaction, nor the workspace: a revert and a deletion would wait for
 * each other's events. Take it before any other lock.
 */
export async function keepsDeletionsOut(manager: EntityManager, workspaceId: string): Promise<boolean> {
  const [{ locked }] = await manager.query(
    `SELECT pg_try_advisory_xact_lock_shared(${key(DELETION_LOCK)}) AS locked`,
    [workspaceId],
  );
  return locked;
}

/** For the rest of the transaction no import of the workspace is reverted: waits for one under way. */
export const keepRevertsOut = (
  manager: EntityManager,
  workspaceId: string,
  signal: AbortSignal,
): Promise<void> =>
  takeLocks(
    manager,
    {
      first: async () => {},
      rest: async (savepoint) => {
        await savepoint.query(`SELECT pg_advisory_xact_lock(${key(DELETION_LOCK)})`, [workspaceId]);
      },
    },
    () => signal.throwIfAborted(),
  );

/**
 * Runs an import while others can see that it runs, over all processes: by a lock of a connection of its own, which
 * ends with the process.
 *
 * @throws {DomainError} CONFLICT while the import is being reverted, or a deletion of its store waits for it to end
 */
export async function whileRunning<T>(
  dataSource: DataSource,
  runId: string,
  work: () => Promise<T>,
): Promise<T> {
  const runner = dataSource.createQueryRunner();
  try {
    const [{ locked }] = await runner.query(
      `SELECT pg_try_advisory_lock_shared(${key(RUN_LOCK)}) AS locked`,
      [runId],
    );
    if (!locked)
      throw conflict(
        'This import is being reverted, or its store or workspace deleted: import the file again afterwards',
      );
    return await work().finally(() =>
      runner.query(`SELECT pg_advisory_unlock_shared(${key(RUN_LOCK)})`, [runId]),
    );
  } finally {
    await runner.release();
  }
}

/** Whether an import runs in any process; if not, none goes on with it before the transaction ends. */
export async function isRunning(manager: EntityManager, runId: string): Promise<boolean> {
  const [{ locked }] = await manager.query(`SELECT pg_try_advisory_xact_lock(${key(RUN_LOCK)}) AS locked`, [
    runId,
  ]);
  return !locked;
}

/** Whether another transaction imports now, or keeps an import from running to revert or delete what it brought. */
export async function workElsewhere(
  manager: EntityManager,
  runId: string,
): Promise<'import' | 'removal' | null> {
  const [held] = await manager.query(
    `SELECT mode FROM pg_locks JOIN pg_database ON pg_database.oid = database
     WHERE locktype = 'advisory' AND datname = current_database() AND pid <> pg_backend_pid() AND granted
       AND (classid::bigint << 32 | objid::bigint) = ${key(RUN_LOCK)} LIMIT 1`,
    [runId],
  );
  if (!held) return null;
  return held.mode === 'ShareLock' ? 'import' : 'removal'; // the two ways above
}
