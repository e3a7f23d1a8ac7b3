import type { EntityManager } from 'typeorm';
import { lockRollups } from '../rollups/rollup.service.js';
import { ROLLUPS } from '../rollups/rollup-sql.js';

/**
 * Removes all events of a workspace that is about to be removed itself, with their sums. Events are append-only:
 * nothing else takes any away. The caller has checked who may remove the workspace.
 *
 * @param manager of the transaction that removes the workspace
 */
export async function removeEventsUnchecked(manager: EntityManager, workspaceId: string): Promise<void> {
  await lockRollups(manager);
  for (const { table, ofWorkspace } of ROLLUPS) {
    await manager.query(`DELETE FROM ${table} WHERE ${ofWorkspace}`, [workspaceId]);
  }
  await manager.query(
    `DELETE FROM events USING event_batches batch WHERE batch_id = batch.id AND batch.workspace_id = $1`,
    [workspaceId],
  );
}
