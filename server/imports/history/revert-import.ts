import type { EntityManager } from 'typeorm';
import { holdCatalogueUnchecked, takeBackItemsUnchecked } from '../../catalog/index.js';
import {
  holdEventsUnchecked,
  lockRollups,
  refuseLateEventsUnchecked,
  settleStoresUnchecked,
  takeBackCountsUnchecked,
  takeBackEventsUnchecked,
} from '../../events/index.js';
import { conflict, type Locks, takeLocks } from '../../platform/index.js';
import { beginningOf } from '../shown-text.js';
import { blockersOf } from './blockers/blockers.js';
import { lateDependents, noteRepriced } from './blockers/event-dependents.js';
import type { ImportRun } from './import-run.entity.js';
import type { RevertTallies } from './revert-tallies.js';

/** Told before each step of a revert. */
export type StepReport = (message: string) => void;

export interface RevertWatch {
  readonly report: StepReport;
  /** Throws between two steps, and while the revert waits, to end it. */
  readonly check: () => void;
}

/** Messages of `takeBack`. */
export const REVERT_STEPS = 4;

/**
 * Takes back all that an import brought, in the transaction of the manager: afterwards every total, item and store
 * is as if the file had never been imported. The caller has checked who may, keeps imports out of the workspace, and
 * has locked the run.
 *
 * @throws {DomainError} CONFLICT with a list where something depends on the import
 */
export async function takeBack(
  manager: EntityManager,
  run: ImportRun,
  { report, check }: RevertWatch,
): Promise<RevertTallies> {
  report('Checking what depends on it');
  await takeLocks(manager, locksOf(run), check);
  const blockers = await blockersOf(manager, run);
  if (blockers.length > 0) throw blocked(run, blockers);
  report('Taking back totals and events');
  const counts = await takeBackCountsUnchecked(manager, run.id);
  const events = await takeBackEventsUnchecked(manager, run.id);
  report('Taking back items and stores');
  await noteRepriced(manager, run.id);
  const items = await takeBackItemsUnchecked(manager, run.id);
  report('Adding up what is left');
  const storeIds = [...new Set([...counts.storeIds, ...events.storeIds, ...items.storeIds])];
  await settleStoresUnchecked(manager, run.workspaceId, storeIds);
  await refuseLateEventsUnchecked(manager);
  const late = await lateDependents(manager);
  if (late.length > 0) throw blocked(run, late);
  return {
    countsRemoved: counts.removedCount,
    countsRestored: counts.restoredCount,
    eventsRemoved: events.removedCount,
    itemsRemoved: items.removedCount,
    itemsRestored: items.restoredCount,
    storesRemoved: items.storesRemovedCount,
  };
}

/** A roll-up holds the rollups while it waits for rows of items and batches. */
const locksOf = ({ id }: ImportRun): Locks => ({
  first: lockRollups,
  rest: async (savepoint) => {
    await holdCatalogueUnchecked(savepoint, id);
    await holdEventsUnchecked(savepoint, id);
  },
});

export const blocked = ({ fileName }: ImportRun, blockers: readonly string[]) =>
  conflict(
    `The import of "${beginningOf(fileName)}" cannot be reverted:\n${blockers.map((blocker) => `- ${blocker}`).join('\n')}\nWhat people changed and shops sent since keeps an import in place. To remove all of it, delete the store.`,
  );
