import type { EntityManager } from 'typeorm';
import type { Scenario } from '../../catalog/index.js';
import { lockRollups, rebuildReclassified } from './rollup.service.js';
import { addToAll, counted, joinedToItems, SUMS } from './rollup-sql.js';

/** The already counted total of one (item, scenario, day). */
export interface ItemCount {
  readonly itemId: string;
  readonly scenario: Scenario;
  /** `YYYY-MM-DD` in the workspace's time zone; null where the shop gave none. */
  readonly day: string | null;
  readonly impressions: number;
  readonly clicks: number;
  readonly orders: number;
  readonly returns: number;
  /** Gross amount of the orders in minor units of `currency`; both or neither. */
  readonly revenueMinor: number | null;
  readonly currency: string | null;
}

/**
 * States totals: a row replaces the total stated before for its (item, scenario, day), and the difference goes into
 * the rollups in the caller's transaction. The only way to write item_counts. The earlier total of an item whose
 * category or price band changed since stands in another slice than it is taken from: its store is sorted again. The
 * caller has checked who may state them.
 *
 * @param counts each (item, scenario, day) at most once
 * @param runId  of the import that may be reverted, for which the totals it replaces are kept; null where there is none
 * @returns how many rows replaced an earlier one
 */
export async function replaceCountsUnchecked(
  manager: EntityManager,
  counts: readonly ItemCount[],
  runId: string | null = null,
): Promise<number> {
  await lockRollups(manager);
  const columns = COLUMNS.map((column) => counts.map((count) => count[column]));
  const dated = counts.filter(({ day }) => day !== null).map(({ itemId }) => itemId);
  await manager.query(FIX_DAYS, [dated]);
  const [{ replaced, storeIds }] = await manager.query(REPLACE, [...columns, runId]);
  await rebuildReclassified(manager, storeIds);
  return replaced;
}

/**
 * How many of these totals would replace an earlier one; the caller has checked who may state them. Changes nothing.
 */
export async function countReplacedUnchecked(
  manager: EntityManager,
  counts: readonly ItemCount[],
): Promise<number> {
  const [{ replaced }] = await manager.query(
    `SELECT count(*)::int AS replaced FROM item_counts
     JOIN unnest($1::uuid[], $2::scenario[], $3::date[]) AS stated (item_id, scenario, day)
       ON stated.item_id = item_counts.item_id AND stated.scenario = item_counts.scenario
      AND stated.day IS NOT DISTINCT FROM item_counts.day`,
    keysOf(counts),
  );
  return replaced;
}

/** Columns of what tells one total from another. */
const keysOf = (counts: readonly ItemCount[]) => [
  counts.map(({ itemId }) => itemId),
  counts.map(({ scenario }) => scenario),
  counts.map(({ day }) => day),
];

const COLUMNS = [
  'itemId',
  'scenario',
  'day',
  'impressions',
  'clicks',
  'orders',
  'returns',
  'revenueMinor',
  'currency',
] as const satisfies readonly (keyof ItemCount)[];

/** The same in the database. */
const COUNT_COLUMNS = 'item_id, scenario, day, impressions, clicks, orders, returns, revenue_minor, currency';

/** Days were cut: the time zone of the workspace is fixed from here on. */
const FIX_DAYS = `
  UPDATE workspaces SET has_days = true WHERE NOT has_days AND id IN (
    SELECT store.workspace_id FROM items item JOIN stores store ON store.id = item.store_id WHERE item.id = ANY($1))`;

/** The measures of a row, to be taken away. */
export const NEGATED = SUMS.split(', ')
  .map((measure) => `-${measure} AS ${measure}`)
  .join(', ');

const REPLACE = `
  WITH stated AS (
    SELECT * FROM unnest($1::uuid[], $2::scenario[], $3::date[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[],
      $8::bigint[], $9::text[])
      AS row (${COUNT_COLUMNS})
  ), earlier AS (
    SELECT item_counts.* FROM item_counts JOIN stated ON stated.item_id = item_counts.item_id
      AND stated.scenario = item_counts.scenario AND stated.day IS NOT DISTINCT FROM item_counts.day
  ), source AS MATERIALIZED (${joinedToItems(`(
    ${counted('stated')}
    UNION ALL
    SELECT item_id, scenario, day, currency, ${NEGATED} FROM (${counted('earlier')}) AS taken_back
  )`)}), ${addToAll},
  kept AS (
    INSERT INTO import_former_counts (run_id, ${COUNT_COLUMNS}, former_run_id)
    SELECT $10::uuid, ${COUNT_COLUMNS}, run_id FROM earlier WHERE $10::uuid IS NOT NULL
  ),
  written AS (
    INSERT INTO item_counts (${COUNT_COLUMNS}, run_id)
    SELECT ${COUNT_COLUMNS}, $10::uuid FROM stated ORDER BY item_id, scenario, day
    ON CONFLICT (item_id, scenario, day) DO UPDATE SET impressions = EXCLUDED.impressions, clicks = EXCLUDED.clicks,
      orders = EXCLUDED.orders, returns = EXCLUDED.returns, revenue_minor = EXCLUDED.revenue_minor,
      currency = EXCLUDED.currency, run_id = EXCLUDED.run_id)
  SELECT (SELECT count(*)::int FROM earlier) AS replaced, ARRAY(SELECT DISTINCT store_id FROM source) AS "storeIds"`;
