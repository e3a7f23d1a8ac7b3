import type { EntityManager } from 'typeorm';

const DEADLOCK = '40P01';

/**
 * Two writers of events may wait for each other: each inserts in an order of its own, and the events of both meet in
 * two unique indexes. PostgreSQL then undoes one of them, which may simply be tried again.
 *
 * @param work one statement or savepoint, nothing of which is left where it fails
 */
export async function retriedAfterDeadlock<T>(work: () => Promise<T>, attempts = 5): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (attempts <= 1 || (error as { code?: string }).code !== DEADLOCK) throw error;
    return retriedAfterDeadlock(work, attempts - 1);
  }
}

/** One statement. Within a transaction it has a savepoint, since a deadlock would undo all that was done before it. */
export const retriedAlone = (manager: EntityManager, sql: string, parameters: unknown[]) =>
  retriedAfterDeadlock(() =>
    manager.queryRunner?.isTransactionActive
      ? manager.transaction((savepoint) => savepoint.query(sql, parameters))
      : manager.query(sql, parameters),
  );
