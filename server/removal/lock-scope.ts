import { setTimeout as sleep } from 'node:timers/promises';
import type { EntityManager } from 'typeorm';
import { lockRemovedUnchecked, type RemovalScope } from '../catalog/index.js';
import { lockRollups } from '../events/index.js';
import { holdWorkspace } from '../imports/index.js';

/** Shorter than PostgreSQL waits before it looks for a deadlock: it is never others that are stopped. */
const LOCK_TIMEOUT = '500ms';
const AGAIN_MS = 200;
const LOCK_NOT_AVAILABLE = '55P03';

/**
 * Keeps imports out of the workspace, and holds the rollups and the rows of a scope, to the end of the transaction.
 * Some writers hold rows while they wait for the rollups, and a roll-up the other way round: no order is safe from both,
 * so it gives up quickly and tries again.
 *
 * @throws the reason of `signal`, between two attempts
 */
export async function lockScope(
  manager: EntityManager,
  scope: RemovalScope,
  signal: AbortSignal,
): Promise<void> {
  while (!(await tryLock(manager, scope))) {
    signal.throwIfAborted();
    await sleep(AGAIN_MS);
  }
}

async function tryLock(manager: EntityManager, scope: RemovalScope): Promise<boolean> {
  try {
    await manager.transaction(async (savepoint) => {
      await holdWorkspace(savepoint, scope.workspaceId);
      await lockRollups(savepoint);
      await savepoint.query(`SET LOCAL lock_timeout = '${LOCK_TIMEOUT}'`);
      await lockRemovedUnchecked(savepoint, scope);
      await savepoint.query('SET LOCAL lock_timeout = 0');
    });
    return true;
  } catch (error) {
    if ((error as { code?: string }).code !== LOCK_NOT_AVAILABLE) throw error;
    return false;
  }
}
