import type { DataSource, EntityManager } from 'typeorm';
import { type RemovalScope, removeStoresUnchecked } from '../catalog/index.js';
import { finishEventRemovalUnchecked, removeEventsUnchecked } from '../events/index.js';
import { keepRevertsOut } from '../imports/index.js';
import type { JobProgress } from '../platform/index.js';
import { countRowsUnchecked } from './count-contents.js';
import { lockScope } from './lock-scope.js';
import type { RemovalContents } from './removal-contents.type.js';
import { refuseUnfinishedWork } from './unfinished-work.js';

export interface Removal extends RemovalScope {
  /** The job that deletes; null for work that is no job. */
  readonly jobId: string | null;
  readonly signal: AbortSignal;
  readonly report: (progress: JobProgress) => void;
  /** Refuses in the transaction, before anything is deleted. */
  readonly prepare?: (manager: EntityManager) => Promise<void>;
  /** Told how much was deleted, in the transaction that does it. */
  readonly note: (manager: EntityManager, contents: RemovalContents) => Promise<void>;
}

/**
 * Deletes a store or a workspace with all that belongs to it, in one transaction: others see all of it or nothing of
 * it, and a process that is killed leaves all of it. Images stay: they are kept once, whoever refers to them. The
 * caller asked who may.
 *
 * @throws {DomainError} CONFLICT for a job that has not ended and may write to the scope; the reason of `signal`
 */
export function removeUnchecked(dataSource: DataSource, removal: Removal): Promise<RemovalContents> {
  const { workspaceId, storeId, jobId, signal, report, prepare, note } = removal;
  const scope = { workspaceId, storeId };
  return dataSource.transaction(async (manager) => {
    await prepare?.(manager);
    await keepRevertsOut(manager, workspaceId, signal);
    await removeEventsUnchecked(manager, scope, {
      signal,
      report: (progress) => report({ ...progress, message: 'Deleting events' }),
    });
    report({ message: 'Waiting for imports and rollups under way' });
    await lockScope(manager, scope, signal);
    await refuseUnfinishedWork(manager, scope, jobId);
    report({ message: 'Deleting items and totals' });
    const contents = { ...(await countRowsUnchecked(manager, scope)), events: 0 };
    contents.events = await finishEventRemovalUnchecked(manager, scope);
    if (storeId !== null) await forgetStore(manager, scope);
    await removeStoresUnchecked(manager, scope);
    await note(manager, contents);
    return contents;
  });
}

/**
 * What belongs to a store and not to its row by a foreign key: the jobs of its runs, and that files were imported
 * whose rows are gone, so that the next import of one starts at its first row.
 */
async function forgetStore(manager: EntityManager, { workspaceId, storeId }: RemovalScope): Promise<void> {
  await manager.query('DELETE FROM jobs WHERE id IN (SELECT id FROM model_runs WHERE store_id = $1)', [
    storeId,
  ]);
  await manager.query('UPDATE import_runs SET overtaken = true WHERE workspace_id = $1 AND NOT overtaken', [
    workspaceId,
  ]);
}
