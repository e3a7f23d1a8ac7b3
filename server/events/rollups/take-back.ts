import type { EntityManager } from 'typeorm';
import { NEGATED } from './item-counts.js';
import { rebuildStores } from './rollup.service.js';
import { addTo, counted, ITEM_DAYS, ITEM_KEY, joinedToItems, SUMS } from './rollup-sql.js';

export interface TakenBackCounts {
  readonly removedCount: number;
  readonly restoredCount: number;
  /** Stores whose sums by store are to be rebuilt. */
  readonly storeIds: readonly string[];
}

export interface TakenBackEvents {
  readonly removedCount: number;
  readonly storeIds: readonly string[];
}

/**
 * Takes back the totals that an import stated and that stand: those that it replaced count again. Items' sums by day
 * are right afterwards; `settleStoresUnchecked` sees to those of the stores. The caller has checked who may and that
 * nothing relies on them.
 *
 * @param manager of the transaction of the revert, which holds the lock of rollups
 */
export async function takeBackCountsUnchecked(
  manager: EntityManager,
  runId: string,
): Promise<TakenBackCounts> {
  const [{ removedCount, restoredCount, storeIds }] = await manager.query(TAKE_BACK_COUNTS, [runId]);
  await manager.query('DELETE FROM import_former_counts WHERE run_id = $1', [runId]);
  return { removedCount, restoredCount, storeIds };
}

/** Holds the events of an import until the transaction ends: who meets them waits whether they stay. */
export async function holdEventsUnchecked(manager: EntityManager, runId: string): Promise<void> {
  await manager.query('SELECT FROM event_batches WHERE run_id = $1 ORDER BY id FOR UPDATE', [runId]);
}

/**
 * The same for the events of an import, whether a roll-up has taken them or not. They stay in the temporary table
 * `taken_back_events` until the transaction ends.
 */
export async function takeBackEventsUnchecked(
  manager: EntityManager,
  runId: string,
): Promise<TakenBackEvents> {
  const [{ storeIds }] = await manager.query(SUBTRACT_EVENTS, [runId]);
  await manager.query(TAKEN_BACK_EVENTS);
  const [{ removedCount }] = await manager.query(REMOVE_EVENTS, [runId]);
  await manager.query('DELETE FROM event_batches WHERE run_id = $1', [runId]);
  await manager.query('DELETE FROM event_repeats WHERE by_run = $1 OR on_run = $1', [runId]);
  return { removedCount, storeIds };
}

/**
 * Makes the sums of stores follow those of their items, without the rows of zeros that totals that are gone left, and
 * sets the time zone of the workspace free where nothing has a day any more.
 */
export async function settleStoresUnchecked(
  manager: EntityManager,
  workspaceId: string,
  storeIds: readonly string[],
): Promise<void> {
  await manager.query(REMOVE_ZEROS, [storeIds]);
  await rebuildStores(manager, storeIds);
  await manager.query(FREE_TIME_ZONE, [workspaceId]);
}

const TAKEN_BACK_EVENTS = `
  CREATE TEMPORARY TABLE taken_back_events ON COMMIT DROP AS
  SELECT visitor_id, item_id, batch_id, order_id, kind, scenario, occurred_at FROM events LIMIT 0`;

const REMOVE_EVENTS = `
  WITH removed AS (
    DELETE FROM events USING event_batches batch WHERE batch_id = batch.id AND batch.run_id = $1
    RETURNING visitor_id, item_id, batch_id, order_id, kind, scenario, occurred_at
  ), kept AS (INSERT INTO taken_back_events SELECT * FROM removed)
  SELECT count(*)::int AS "removedCount" FROM removed`;

/** A total without a day meets another one without; equal values, unlike those that are not distinct, can be hashed. */
const sameKey = (table: string) =>
  `${table}.item_id = former.item_id AND ${table}.scenario = former.scenario
    AND COALESCE(${table}.day, 'infinity') = COALESCE(former.day, 'infinity')`;

const TAKE_BACK_COUNTS = `
  WITH stated AS (SELECT * FROM item_counts WHERE run_id = $1),
  former AS (
    SELECT former.* FROM import_former_counts former
    JOIN stated ON ${sameKey('stated')}
    WHERE former.run_id = $1
  ),
  source AS MATERIALIZED (${joinedToItems(`(
    ${counted('former')}
    UNION ALL
    SELECT item_id, scenario, day, currency, ${NEGATED} FROM (${counted('stated')}) AS taken_back
  )`)}),
  summed AS (${addTo(ITEM_DAYS, 'source')}),
  restored AS (
    UPDATE item_counts SET impressions = former.impressions, clicks = former.clicks, orders = former.orders,
      returns = former.returns, revenue_minor = former.revenue_minor, currency = former.currency,
      run_id = former.former_run_id
    FROM former
    WHERE item_counts.run_id = $1 AND ${sameKey('item_counts')}
  ),
  removed AS (
    DELETE FROM item_counts WHERE run_id = $1 AND NOT EXISTS (SELECT FROM former WHERE ${sameKey('item_counts')})
  )
  SELECT (SELECT count(*) FROM stated)::int - (SELECT count(*) FROM former)::int AS "removedCount",
    (SELECT count(*)::int FROM former) AS "restoredCount",
    ARRAY(SELECT DISTINCT store_id FROM source) AS "storeIds"`;

const SUBTRACT_EVENTS = `
  WITH source AS MATERIALIZED (SELECT ${ITEM_KEY}, ${NEGATED} FROM rolled_days WHERE run_id = $1),
  summed AS (${addTo(ITEM_DAYS, 'source')})
  SELECT ARRAY(SELECT DISTINCT store_id FROM source) AS "storeIds"`;

/** A total of zeros keeps its row. */
const REMOVE_ZEROS = `
  DELETE FROM item_days WHERE item_id IN (SELECT id FROM items WHERE store_id = ANY($1))
    AND (${SUMS}) = (0, 0, 0, 0, 0, 0, 0)
    AND NOT EXISTS (
      SELECT FROM item_counts WHERE item_counts.item_id = item_days.item_id
        AND item_counts.scenario = item_days.scenario
        AND COALESCE(item_counts.day, 'infinity') = COALESCE(item_days.day, 'infinity')
        AND COALESCE(item_counts.currency, '') = item_days.currency)`;

const FREE_TIME_ZONE = `
  UPDATE workspaces SET has_days = false WHERE id = $1 AND has_days
    AND NOT EXISTS (SELECT FROM event_batches WHERE workspace_id = $1)
    AND NOT EXISTS (
      SELECT FROM item_counts JOIN items item ON item.id = item_id JOIN stores store ON store.id = item.store_id
      WHERE store.workspace_id = $1 AND day IS NOT NULL)`;
