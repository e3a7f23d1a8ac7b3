import type { EntityManager } from 'typeorm';
import { workElsewhere } from '../../runs/import-locks.js';
import type { ImportRun } from '../import-run.entity.js';
import { catalogueChanges } from './catalogue-changes.js';
import { eventDependents } from './event-dependents.js';
import { laterImports } from './later-imports.js';

/**
 * Why an import cannot be reverted now, as sentences with counts and names; none where it can. Reads what the import
 * brought once: some seconds for a million rows.
 */
export async function blockersOf(manager: EntityManager, run: ImportRun): Promise<string[]> {
  if (run.revertedAt) return ['It was reverted already.'];
  if (!run.recorded) {
    return ['It began before Toile recorded what imports change. Only later imports can be reverted.'];
  }
  const work = await workElsewhere(manager, run.id);
  if (work) return [WORK[work]];
  return [
    ...(await laterImports(manager, run.id)),
    ...(await catalogueChanges(manager, run.id)),
    ...(await eventDependents(manager, run.id)),
  ];
}

const WORK = {
  import: 'It is running: wait until it ends, or cancel it.',
  removal: 'It is being reverted, or its store or workspace deleted: wait until that ends.',
};
