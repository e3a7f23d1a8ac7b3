import { ITEMS_IN_SCOPE } from '../../catalog/index.js';

/** Additive measures of every rollup; see the migration for what each one counts. */
const MEASURES = [
  'impressions',
  'clicks',
  'orders',
  'returns',
  'revenue_minor',
  'revenue_square',
  'totalled_orders',
];

export const SUMS = MEASURES.join(', ');

/** Adds up the measures of a group; `sum` of a bigint is numeric, so it is cast back. */
const ADDED_UP = MEASURES.map((measure) =>
  measure.startsWith('revenue') ? `sum(${measure})` : `sum(${measure})::bigint`,
).join(', ');

/** What `unrolled_days` and `rolled_days` sum by. */
export const ITEM_KEY =
  'workspace_id, store_id, item_id, origin, category, price_band, scenario, day, currency';

const STORE_KEY = 'workspace_id, store_id, origin, scenario, currency';

const OF_WORKSPACE = 'workspace_id = $1';
const OF_SCOPE = 'workspace_id = $1 AND ($2::uuid IS NULL OR store_id = $2)';

/**
 * The rollup tables, each with its unique key and with the conditions that pick one workspace, $1, and what a
 * `RemovalScope` means.
 */
export const ROLLUPS = [
  {
    table: 'item_days',
    key: 'item_id, scenario, day, currency',
    ofWorkspace:
      'item_id IN (SELECT items.id FROM items JOIN stores ON stores.id = store_id WHERE workspace_id = $1)',
    ofScope: `item_id IN (${ITEMS_IN_SCOPE})`,
  },
  { table: 'store_days', key: `${STORE_KEY}, day`, ofWorkspace: OF_WORKSPACE, ofScope: OF_SCOPE },
  {
    table: 'item_weeks',
    key: 'workspace_id, week, store_id, item_id, origin, scenario, currency',
    ofWorkspace: OF_WORKSPACE,
    ofScope: OF_SCOPE,
  },
  { table: 'store_sums', key: STORE_KEY, ofWorkspace: OF_WORKSPACE, ofScope: OF_SCOPE },
  {
    table: 'slice_sums',
    key: `${STORE_KEY}, category, price_band`,
    ofWorkspace: OF_WORKSPACE,
    ofScope: OF_SCOPE,
  },
  {
    table: 'item_sums',
    key: 'workspace_id, store_id, item_id, origin, scenario, category, price_band, currency',
    ofWorkspace: OF_WORKSPACE,
    ofScope: OF_SCOPE,
  },
] as const;

/** The one that the others can be rebuilt from. */
export const [ITEM_DAYS, ...OF_STORES] = ROLLUPS;

/** Those that change when an item's category or price band does. */
export const SLICES = ROLLUPS.filter(({ key }) => key.includes('category'));

type Rollup = (typeof ROLLUPS)[number];

/** The rows of `source`, shaped like `unrolled_days`, summed to the key of a rollup. */
export const summedTo = ({ key }: Rollup, source: string) =>
  `SELECT ${key}, ${ADDED_UP} FROM (SELECT *, ${WEEK} AS week FROM ${source}) AS dated GROUP BY ${key}`;

/** The Monday of a day. */
const WEEK = "date_trunc('week', day::timestamp)::date";

/**
 * Adds `source`, shaped like `unrolled_days`, to one rollup. In the order of its key, so that two writers cannot
 * deadlock.
 */
export const addTo = (rollup: Rollup, source: string) => `
  INSERT INTO ${rollup.table} AS kept (${rollup.key}, ${SUMS})
  ${summedTo(rollup, source)} ORDER BY ${rollup.key}
  ON CONFLICT (${rollup.key}) DO UPDATE SET
    ${MEASURES.map((measure) => `${measure} = kept.${measure} + EXCLUDED.${measure}`).join(', ')}`;

/** Common table expressions that add the one named `source` to all rollups, in one snapshot. */
export const addToAll = ROLLUPS.map(
  (rollup) => `added_to_${rollup.table} AS (${addTo(rollup, 'source')})`,
).join(', ');

/** Sums by item and day in the shape of `unrolled_days`, from rows (item_id, scenario, day, currency, measures). */
export const joinedToItems = (rows: string) => `
  SELECT store.workspace_id, item.store_id, item.id AS item_id, item.origin, item.category, item.price_band,
    scenario, day, row.currency, ${SUMS}
  FROM ${rows} AS row JOIN items item ON item.id = row.item_id JOIN stores store ON store.id = item.store_id`;

/** Imported totals, from a table shaped like item_counts, as rows for `joinedToItems`. */
export const counted = (table: string) => `
  SELECT item_id, scenario, day, COALESCE(currency, '') AS currency, impressions, clicks, orders, returns,
    COALESCE(revenue_minor, 0)::numeric AS revenue_minor, 0::numeric AS revenue_square,
    CASE WHEN revenue_minor IS NULL THEN 0 ELSE orders END AS totalled_orders
  FROM ${table}`;
