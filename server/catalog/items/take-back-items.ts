import type { EntityManager } from 'typeorm';
import { requestPriceBands } from './price-band.service.js';

export interface TakenBackItems {
  readonly restoredCount: number;
  readonly removedCount: number;
  readonly storesRemovedCount: number;
  /** Stores that are still there and whose items are other ones now. */
  readonly storeIds: readonly string[];
}

/** Locks what an import added or changed until the transaction ends, so that no new row refers to it. */
export async function holdCatalogueUnchecked(manager: EntityManager, runId: string): Promise<void> {
  await manager.query('SELECT FROM stores WHERE added_by_run = $1 ORDER BY id FOR UPDATE', [runId]);
  await manager.query(
    `SELECT FROM items WHERE id IN (
       SELECT id FROM items WHERE added_by_run = $1 UNION SELECT item_id FROM import_former_items WHERE run_id = $1)
     ORDER BY id FOR UPDATE`,
    [runId],
  );
}

/**
 * Removes the items and stores that an import added, and gives those it changed the facts they had before. The caller
 * has checked who may and that nothing relies on them, and has taken their totals out of the rollups. Price bands
 * follow as after an import.
 *
 * @param manager of the transaction of the revert, which holds them
 */
export async function takeBackItemsUnchecked(manager: EntityManager, runId: string): Promise<TakenBackItems> {
  const [restored]: [{ storeId: string }[]] = await manager.query(RESTORE, [runId]);
  const [removed]: [{ id: string; storeId: string }[]] = await manager.query(
    'DELETE FROM items WHERE added_by_run = $1 RETURNING id, store_id AS "storeId"',
    [runId],
  );
  await manager.query(
    'INSERT INTO removed_items (item_id) SELECT unnest($1::uuid[]) ON CONFLICT DO NOTHING',
    [removed.map(({ id }) => id)],
  );
  const touched = [...new Set([...restored, ...removed].map(({ storeId }) => storeId))];
  await requestPriceBands(manager, touched);
  const [stores]: [{ id: string }[]] = await manager.query(
    'DELETE FROM stores WHERE added_by_run = $1 RETURNING id',
    [runId],
  );
  await manager.query('DELETE FROM import_former_items WHERE run_id = $1', [runId]);
  const gone = new Set(stores.map(({ id }) => id));
  return {
    restoredCount: restored.length,
    removedCount: removed.length,
    storesRemovedCount: stores.length,
    storeIds: touched.filter((id) => !gone.has(id)),
  };
}

const RESTORE = `
  UPDATE items SET title = former.title, category = former.category, price_minor = former.price_minor,
    currency = former.currency, listed_on = former.listed_on, retired_on = former.retired_on,
    image_hash = former.image_hash, stated_by_run = former.stated_by_run
  FROM import_former_items former
  WHERE former.run_id = $1 AND items.id = former.item_id AND items.added_by_run IS DISTINCT FROM $1
  RETURNING store_id AS "storeId"`;
