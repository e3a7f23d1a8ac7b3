import type { DataSource } from 'typeorm';
import { type Scenario, visibleStores } from '../catalog/index.js';
import type { Viewer } from '../platform/index.js';
import type { ArmTotals } from '../statistics/index.js';
import type { MetricDefinition } from './metric-definition.js';

/** Which rows of the event totals a report is about. */
export interface TotalsFilter {
  readonly workspaceId: string;
  /** Whose stores: a merchant sees those they are a member of. */
  readonly viewer: Viewer;
  /** Days [from, to) of the workspace's time zone; null: open. */
  readonly from: string | null;
  readonly to: string | null;
  /** null: every store of the workspace. */
  readonly storeIds: readonly string[] | null;
  readonly categories: readonly string[] | null;
  readonly priceBands: readonly number[] | null;
  readonly scenario: Scenario | null;
}

/** What the totals are cut by, and the value rows without one come under. */
export type Slicing =
  | { readonly by: 'CATEGORY' | 'PRICE_BAND' | 'MONTH' | 'WEEK' }
  | { readonly by: 'STORE_ATTRIBUTE'; readonly attribute: string };

/** Sums over all events and imported totals of one arm of one store. */
export interface ArmSums {
  readonly impressions: number;
  readonly clicks: number;
  readonly orders: number;
  readonly returns: number;
  /** Minor units, over all of `currencies`. */
  readonly revenueMinor: number;
  /** Sum of squared order amounts; null where some amounts are known only as totals. */
  readonly revenueSquares: number | null;
}

/** The totals of one store, within one slice if there are any. */
export interface StoreTotals {
  readonly storeId: string;
  /** null: the whole, or the rows that have no value. */
  readonly slice: string | null;
  readonly currencies: readonly string[];
  readonly ai: ArmSums;
  readonly human: ArmSums;
}

const MEASURES = `
  coalesce(sum(t.impressions), 0)::float8 AS impressions,
  coalesce(sum(t.clicks), 0)::float8 AS clicks,
  coalesce(sum(t.orders), 0)::float8 AS orders,
  coalesce(sum(t.returns), 0)::float8 AS returns,
  coalesce(sum(t.revenue_minor), 0)::float8 AS revenue_minor,
  CASE WHEN coalesce(sum(t.totalled_orders), 0) = 0 THEN coalesce(sum(t.revenue_square), 0)::float8 END AS revenue_squares,
  array_agg(DISTINCT t.currency) FILTER (WHERE t.currency <> '') AS currencies`;

/**
 * Sums per store, origin and slice in one statement, that is in one snapshot of rollup and tail.
 * Every store of the filter is there, also one without any event.
 */
export async function readStoreTotals(
  dataSource: DataSource,
  filter: TotalsFilter,
  slicing: Slicing | null = null,
): Promise<StoreTotals[]> {
  const attribute = slicing?.by === 'STORE_ATTRIBUTE' ? [slicing.attribute] : [];
  const rows: TotalsRow[] = await dataSource.query(storeTotalsSql(filter, slicing), [
    ...parametersOf(filter),
    ...attribute,
  ]);
  return pairArms(rows);
}

/** How complete the totals of a filter are that are read after this. */
export interface Completeness {
  /** Every event acknowledged before is counted. */
  readonly completeUntil: Date;
  /** Imported rows without a day that are counted; none where days are asked for. */
  readonly undatedRows: number;
}

export async function readCompleteness(dataSource: DataSource, filter: TotalsFilter): Promise<Completeness> {
  const [row] = await dataSource.query(
    `SELECT now() AS "completeUntil", count(*)::float8 AS "undatedRows"
       FROM stores s JOIN items i ON i.store_id = s.id JOIN item_counts t ON t.item_id = i.id
      WHERE s.workspace_id = $1 AND ($2::uuid[] IS NULL OR s.id = ANY ($2))
        AND t.day IS NULL AND $3::date IS NULL AND $4::date IS NULL
        AND ($5::text IS NULL OR t.scenario = $5::scenario)
        AND ($6::text[] IS NULL OR i.category = ANY ($6)) AND ($7::int[] IS NULL OR i.price_band = ANY ($7))
        AND ${visibleStores(filter.viewer, 's.id', '$8').condition}`,
    parametersOf(filter),
  );
  return row;
}

/** Totals of every human-designed item, by store: what the placebo splits. */
export async function readHumanItems(
  dataSource: DataSource,
  filter: TotalsFilter,
  metric: MetricDefinition,
): Promise<ArmTotals[][]> {
  const rows: TotalsRow[] = await dataSource.query(
    `SELECT t.store_id, ${MEASURES}
       FROM item_day_totals t JOIN items i ON i.id = t.item_id
      WHERE ${CONDITIONS} AND t.origin = 'HUMAN_DESIGNED' AND ${visibleStores(filter.viewer, 't.store_id', '$8').condition}
        AND ($6::text[] IS NULL OR i.category = ANY ($6))
        AND ($7::int[] IS NULL OR i.price_band = ANY ($7))
      GROUP BY t.store_id, t.item_id ORDER BY t.store_id, t.item_id`,
    parametersOf(filter),
  );
  const stores = new Map<string, ArmTotals[]>();
  for (const row of rows) {
    const items = stores.get(row.store_id) ?? [];
    stores.set(row.store_id, items);
    items.push(toArmTotals(toSums(row), metric));
  }
  return [...stores.values()];
}

/** The sufficient statistics of one arm for one metric. */
export function toArmTotals(sums: ArmSums, { numerator, denominator }: MetricDefinition): ArmTotals {
  if (numerator === 'revenue_minor')
    return {
      numerator: sums.revenueMinor,
      denominator: measure(sums, denominator),
      sumOfSquares: sums.revenueSquares,
    };
  return { numerator: measure(sums, numerator), denominator: measure(sums, denominator) };
}

const measure = (sums: ArmSums, name: MetricDefinition['numerator']) =>
  name === 'revenue_minor' ? sums.revenueMinor : sums[name];

/** A row as PostgreSQL gives it. */
interface TotalsRow {
  readonly store_id: string;
  readonly slice: string | null;
  readonly origin: 'AI_GENERATED' | 'HUMAN_DESIGNED' | null;
  readonly impressions: number;
  readonly clicks: number;
  readonly orders: number;
  readonly returns: number;
  readonly revenue_minor: number;
  readonly revenue_squares: number | null;
  readonly currencies: readonly string[] | null;
}

const parametersOf = (filter: TotalsFilter) => [
  filter.workspaceId,
  filter.storeIds,
  filter.from,
  filter.to,
  filter.scenario,
  filter.categories,
  filter.priceBands,
  visibleStores(filter.viewer, '', '').memberId,
];

const CONDITIONS = `t.workspace_id = $1
        AND ($2::uuid[] IS NULL OR t.store_id = ANY ($2))
        AND ($3::date IS NULL OR t.day >= $3) AND ($4::date IS NULL OR t.day < $4)
        AND ($5::text IS NULL OR t.scenario = $5::scenario)`;

/** The slice rollup is larger: it is read only where the question needs it. */
function storeTotalsSql(filter: TotalsFilter, slicing: Slicing | null): string {
  const needsSlices =
    slicing?.by === 'CATEGORY' || slicing?.by === 'PRICE_BAND' || filter.categories || filter.priceBands;
  const ofSlices = needsSlices
    ? 'AND ($6::text[] IS NULL OR t.category = ANY ($6)) AND ($7::int[] IS NULL OR t.price_band = ANY ($7))'
    : 'AND $6::text[] IS NULL AND $7::int[] IS NULL';
  return `
    WITH totals AS (
      SELECT t.store_id, t.origin, ${sliceOfRow(slicing)} AS slice, ${MEASURES}
        FROM ${needsSlices ? 'slice_day_totals' : 'store_day_totals'} t
       WHERE ${CONDITIONS} ${ofSlices}
       GROUP BY 1, 2, 3
    )
    SELECT s.id AS store_id, ${slicing?.by === 'STORE_ATTRIBUTE' ? 's.attributes ->> $9' : 'totals.slice'} AS slice,
           totals.origin, totals.impressions, totals.clicks, totals.orders, totals.returns,
           totals.revenue_minor, totals.revenue_squares, totals.currencies
      FROM stores s LEFT JOIN totals ON totals.store_id = s.id
     WHERE s.workspace_id = $1 AND ($2::uuid[] IS NULL OR s.id = ANY ($2)) AND ${visibleStores(filter.viewer, 's.id', '$8').condition}
     ORDER BY s.name, s.id`;
}

function sliceOfRow(slicing: Slicing | null): string {
  switch (slicing?.by) {
    case 'CATEGORY':
      return 't.category';
    case 'PRICE_BAND':
      return 't.price_band::text';
    case 'MONTH':
      return "to_char(t.day, 'YYYY-MM')";
    case 'WEEK':
      return "to_char(date_trunc('week', t.day::timestamp), 'YYYY-MM-DD')";
    default:
      return 'NULL::text';
  }
}

/** Puts the AI row and the human row of a store and slice together; an arm without rows is all zero. */
function pairArms(rows: readonly TotalsRow[]): StoreTotals[] {
  const pairs = new Map<string, { -readonly [K in keyof StoreTotals]: StoreTotals[K] }>();
  for (const row of rows) {
    const key = `${row.store_id} ${row.slice}`;
    const pair = pairs.get(key) ?? {
      storeId: row.store_id,
      slice: row.slice,
      currencies: [],
      ai: NOTHING,
      human: NOTHING,
    };
    pairs.set(key, pair);
    if (row.origin === 'AI_GENERATED') pair.ai = toSums(row);
    if (row.origin === 'HUMAN_DESIGNED') pair.human = toSums(row);
    pair.currencies = [...new Set([...pair.currencies, ...(row.currencies ?? [])])].sort();
  }
  return [...pairs.values()];
}

const NOTHING: ArmSums = {
  impressions: 0,
  clicks: 0,
  orders: 0,
  returns: 0,
  revenueMinor: 0,
  revenueSquares: 0,
};

const toSums = (row: TotalsRow): ArmSums => ({
  impressions: row.impressions,
  clicks: row.clicks,
  orders: row.orders,
  returns: row.returns,
  revenueMinor: row.revenue_minor,
  revenueSquares: row.revenue_squares,
});
