import type { EntityManager } from 'typeorm';
import { requestPriceBands } from '../items/price-band.service.js';
import { ITEMS_IN_SCOPE, type RemovalScope, STORES_IN_SCOPE, scopeParameters } from './removal-scope.js';

/** Says that a job deletes the stores: they take no more events, see `takesEvents`. The caller asked who may. */
export async function markRemovedUnchecked(
  manager: EntityManager,
  scope: RemovalScope,
  jobId: string,
): Promise<void> {
  await manager.query(`UPDATE stores SET removal_job_id = $3 WHERE id IN (${STORES_IN_SCOPE})`, [
    ...scopeParameters(scope),
    jobId,
  ]);
}

/** Holds the rows for deletion, so that nothing can be added to them any more. The caller asked who may. */
export async function lockRemovedUnchecked(manager: EntityManager, scope: RemovalScope): Promise<void> {
  if (scope.storeId === null)
    await manager.query('SELECT FROM workspaces WHERE id = $1 FOR UPDATE', [scope.workspaceId]);
  for (const [table, ids] of [
    ['stores', STORES_IN_SCOPE],
    ['items', ITEMS_IN_SCOPE],
  ])
    await manager.query(
      `SELECT FROM ${table} WHERE id IN (${ids}) ORDER BY id FOR UPDATE`,
      scopeParameters(scope),
    );
}

/**
 * Deletes the stores or the workspace of a scope, with the rows that belong to them by foreign keys. The edges of price
 * bands are made of all items of a workspace: those that stay get theirs again. The caller asked who may.
 */
export async function removeStoresUnchecked(manager: EntityManager, scope: RemovalScope): Promise<void> {
  const { workspaceId, storeId } = scope;
  if (storeId === null) {
    await manager.query('DELETE FROM workspaces WHERE id = $1', [workspaceId]);
    return;
  }
  await requestPriceBands(manager, [storeId]);
  await manager.query('DELETE FROM stores WHERE id = $1 AND workspace_id = $2', [storeId, workspaceId]);
}
