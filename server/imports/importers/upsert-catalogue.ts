import {
  type ItemRow,
  type ItemsUpserted,
  itemProblem,
  upsertItemsUnchecked,
  upsertStoresUnchecked,
} from '../../catalog/index.js';
import { problemSaying } from '../mapping/problem.js';
import type { RecordReader } from '../mapping/record-reader.js';
import { noteReferences } from '../runs/note-references.js';
import type { Chunk } from '../runs/row-importer.js';

/** An item as a row states it, with its store by name. */
export type NamedItem = Omit<ItemRow, 'storeId'> & { readonly store: string };

/** Reports why a row whose values could be read can never be an item, before anything comes of it. */
export function reportItem(row: RecordReader, item: Omit<ItemRow, 'storeId'>): void {
  const problem = row.problems.length > 0 ? null : itemProblem(item);
  if (problem !== null) row.problems.push(problemSaying(null, problem));
}

export interface CatalogueUpserted extends ItemsUpserted {
  readonly storesAddedCount: number;
}

/**
 * Finds the stores and items of a chunk, adds those that are missing and brings the others up to date, in the name of
 * the chunk's run. Notes the earlier imports that the rows rely on, since these cannot be reverted before.
 */
export async function upsertCatalogue(
  chunk: Pick<Chunk, 'manager' | 'workspaceId' | 'runId' | 'dryRun'>,
  named: readonly NamedItem[],
): Promise<CatalogueUpserted> {
  const { manager, workspaceId, runId } = chunk;
  const names = named.map(({ store }) => store);
  const stores = await upsertStoresUnchecked(manager, workspaceId, names, runId);
  const rows = named.map((row) => ({ ...row, storeId: stores.idByName.get(row.store)! }));
  const items = await upsertItemsUnchecked(manager, rows, runId);
  await noteReferences(
    chunk,
    rows.map(({ storeId }, n) => [stores.runById.get(storeId), ...items.runs[n]!]),
  );
  return { ...items, storesAddedCount: stores.addedCount };
}
