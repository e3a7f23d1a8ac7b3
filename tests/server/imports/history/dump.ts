import type { DataSource } from 'typeorm';
import type { Toile } from '../../../../server/schema.js';

/** All that a workspace holds, without ids, so that two of them can be compared. */
export type Dump = Readonly<Record<string, readonly unknown[]>>;

const MEASURES = [
  'impressions',
  'clicks',
  'orders',
  'returns',
  'revenue_minor',
  'revenue_square',
  'totalled_orders',
];
const SUMS = MEASURES.map((measure) => `sum(${measure})::text AS ${measure}`).join(', ');
const STORE = '(SELECT name FROM stores WHERE id = store_id) AS store';
const ITEM = '(SELECT key FROM items WHERE id = item_id) AS item';

const totals = (view: string, key: string) =>
  `SELECT ${key}, ${SUMS} FROM ${view} WHERE workspace_id = $1 GROUP BY ${key.replaceAll(/\(.*?\) AS /g, '')}`;

/** By name; every row of sums counts, rows of zeros too. */
const TABLES: Readonly<Record<string, string>> = {
  workspaces: 'SELECT has_days FROM workspaces WHERE id = $1',
  stores: 'SELECT name, attributes FROM stores WHERE workspace_id = $1',
  items: `SELECT store.name AS store, key, title, origin, category, price_minor, currency, price_band,
    listed_on::text, retired_on::text, image_hash
    FROM items JOIN stores store ON store.id = store_id WHERE workspace_id = $1`,
  item_counts: `SELECT store.name AS store, item.key, scenario, day::text, impressions, clicks, orders, returns,
    revenue_minor, item_counts.currency
    FROM item_counts JOIN items item ON item.id = item_id JOIN stores store ON store.id = item.store_id
    WHERE workspace_id = $1`,
  events: `SELECT ${ITEM}, occurred_at, kind, scenario, position, quantity, amount_minor, currency, order_id, ordered_at
    FROM events WHERE workspace_id = $1`,
  event_count: 'SELECT sum(event_count)::int FROM event_batches WHERE workspace_id = $1',
  price_bands: `SELECT category, currency, lower_edge, upper_edge, item_count FROM price_bands WHERE workspace_id = $1`,
  store_day_totals: totals('store_day_totals', `${STORE}, origin, scenario, day::text, currency`),
  item_weeks: totals('item_weeks', `${STORE}, ${ITEM}, origin, scenario, week::text, currency`),
  item_day_totals: totals('item_day_totals', `${STORE}, ${ITEM}, origin, scenario, day::text, currency`),
  store_totals: totals('store_totals', `${STORE}, origin, scenario, currency`),
  slice_totals: totals('slice_totals', `${STORE}, origin, scenario, category, price_band, currency`),
  item_totals: totals('item_totals', `${STORE}, ${ITEM}, origin, scenario, category, price_band, currency`),
};

/** Once all that follows later is done: price bands, roll-ups, and the slices of today. */
export async function dump(
  { catalog, events }: Pick<Toile, 'catalog' | 'events'>,
  dataSource: DataSource,
  workspaceId: string,
): Promise<Dump> {
  await catalog.priceBands.reclassifyRequestedUnchecked();
  const checks = await events.rollups.verifyUnchecked(workspaceId);
  const dumped: Record<string, unknown[]> = { wrong: checks.filter(({ wrongKeys }) => wrongKeys > 0) };
  for (const [table, sql] of Object.entries(TABLES)) {
    const rows: unknown[] = await dataSource.query(sql, [workspaceId]);
    dumped[table] = rows.map((row) => JSON.stringify(row)).sort();
  }
  return dumped;
}
