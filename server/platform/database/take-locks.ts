import { setTimeout as sleep } from 'node:timers/promises';
import type { EntityManager } from 'typeorm';

/** Shorter than PostgreSQL waits before it looks for a deadlock: it is never others that are stopped. */
const LOCK_TIMEOUT = '500ms';
const AGAIN_MS = 200;
const LOCK_NOT_AVAILABLE = '55P03';

export interface Locks {
  /** Takes locks that may be waited for as long as it needs. */
  readonly first: (manager: EntityManager) => Promise<void>;
  /** Takes locks whose holders may wait for the first ones. */
  readonly rest: (manager: EntityManager) => Promise<void>;
}

/**
 * Takes locks to the end of the transaction where others take them in another order, so that no order is safe: it
 * gives up quickly, lets go of all of them and tries again.
 *
 * @param check throws between two attempts to end them
 */
export async function takeLocks(
  manager: EntityManager,
  { first, rest }: Locks,
  check: () => void,
): Promise<void> {
  const attempt = () =>
    manager.transaction(async (savepoint) => {
      await first(savepoint);
      await savepoint.query(`SET LOCAL lock_timeout = '${LOCK_TIMEOUT}'`);
      await rest(savepoint);
      await savepoint.query('SET LOCAL lock_timeout = 0');
    });
  while (!(await succeeds(attempt))) {
    check();
    await sleep(AGAIN_MS);
  }
}

async function succeeds(attempt: () => Promise<void>): Promise<boolean> {
  try {
    await attempt();
    return true;
  } catch (error) {
    if ((error as { code?: string }).code !== LOCK_NOT_AVAILABLE) throw error;
    return false;
  }
}
