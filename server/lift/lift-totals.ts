import type { DataSource } from 'typeorm';
import { type Scenario, visibleStores } from '../catalog/index.js';
import { readFor, type Viewer } from '../platform/index.js';
import type { Arm } from '../statistics/index.js';
import type { Measure, MetricDefinition } from './metric-definition.js';

/** Which rows of the event totals a report is about. */
export interface TotalsFilter {
  readonly workspaceId: string;
  /** Whose stores: a merchant sees those they are a member of. */
  readonly viewer: Viewer;
  /** Days [from, to) of the workspace's time zone; null: open. */
  readonly from: string | null;
  readonly to: string | null;
  /** Only days before this one; rows without a day count as older. null: open. */
  readonly matureBefore: string | null;
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
  const rows: StoreRow[] = await readFor(filter.viewer, dataSource, (manager) =>
    manager.query(storeTotalsSql(filter, slicing), [...parametersOf(filter), ...attribute]),
  );
  return rows.map(toStoreTotals);
}

/** How complete the totals of a filter are that are read after this. */
export interface Completeness {
  /** Every event acknowledged before is counted. */
  readonly completeUntil: Date;
  /** Imported rows without a day that are counted; none where days are asked for. */
  readonly undatedRows: number;
}

export async function readCompleteness(dataSource: DataSource, filter: TotalsFilter): Promise<Completeness> {
  const [row] = await readFor(filter.viewer, dataSource, (manager) =>
    manager.query(
      `SELECT now() AS "completeUntil", count(*)::float8 AS "undatedRows"
       FROM stores s JOIN items i ON i.store_id = s.id JOIN item_counts t ON t.item_id = i.id
      WHERE s.workspace_id = $1 AND ($2::uuid[] IS NULL OR s.id = ANY ($2))
        AND t.day IS NULL AND ${IN_DAYS}
        AND ($5::text IS NULL OR t.scenario = $5::scenario)
        AND ($6::text[] IS NULL OR i.category = ANY ($6)) AND ($7::int[] IS NULL OR i.price_band = ANY ($7))
        AND ${visibleStores(filter.viewer, 's.id', '$8').condition}`,
      parametersOf(filter),
    ),
  );
  return row;
}

/** Totals of every human-designed item, by store: what the placebo splits. */
export async function readHumanItems(
  dataSource: DataSource,
  filter: TotalsFilter,
  metric: MetricDefinition,
): Promise<Arm[][]> {
  const rows: ItemRow[] = await readFor(filter.viewer, dataSource, (manager) =>
    manager.query(
      `SELECT t.store_id, ${itemSums(metric)}
       FROM item_day_totals t JOIN items i ON i.id = t.item_id
      WHERE ${CONDITIONS} AND ${IN_DAYS} AND t.origin = 'HUMAN_DESIGNED'
        AND ${visibleStores(filter.viewer, 't.store_id', '$8').condition}
        AND ($6::text[] IS NULL OR i.category = ANY ($6))
        AND ($7::int[] IS NULL OR i.price_band = ANY ($7))
      GROUP BY t.store_id, t.item_id ORDER BY t.store_id, t.item_id`,
      parametersOf(filter),
    ),
  );
  const stores = new Map<string, Arm[]>();
  for (const { store_id, ...totals } of rows) {
    const items = stores.get(store_id) ?? [];
    stores.set(store_id, items);
    items.push(totals);
  }
  return [...stores.values()];
}

/** The sufficient statistics of one arm for one metric. */
export function toArmTotals(sums: ArmSums, { numerator, denominator }: MetricDefinition): Arm {
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

/** A row of `readHumanItems` as PostgreSQL gives it. */
interface ItemRow extends Arm {
  readonly store_id: string;
}

/** Only what the metric needs: there are many items. */
function itemSums({ numerator, denominator }: MetricDefinition): string {
  const squares =
    numerator === 'revenue_minor'
      ? `, CASE WHEN coalesce(sum(t.totalled_orders), 0) = 0 THEN sum(t.revenue_square)::float8 END AS "sumOfSquares"`
      : '';
  return `sum(t.${numerator}::float8) AS numerator, sum(t.${denominator}::float8) AS denominator${squares}`;
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
  filter.matureBefore,
];

const CONDITIONS = `t.workspace_id = $1
        AND ($2::uuid[] IS NULL OR t.store_id = ANY ($2))
        AND ($5::text IS NULL OR t.scenario = $5::scenario)`;

const IN_DAYS = `($3::date IS NULL OR t.day >= $3) AND ($4::date IS NULL OR t.day < $4)
        AND ($9::date IS NULL OR t.day IS NULL OR t.day < $9)`;
const OF_SLICES =
  '($6::text[] IS NULL OR t.category = ANY ($6)) AND ($7::int[] IS NULL OR t.price_band = ANY ($7))';

/**
 * Counts as float8, which is exact below 2^53 and half the work of bigint, whose sum is numeric. What has an amount
 * has a currency; few rows do.
 */
const SUMS = `sum(t.impressions::float8) AS impressions, sum(t.clicks::float8) AS clicks,
        sum(t.orders::float8) AS orders, sum(t.returns::float8) AS returns,
        sum(t.revenue_minor) FILTER (WHERE t.currency <> '') AS revenue_minor,
        sum(t.revenue_square) FILTER (WHERE t.currency <> '') AS revenue_square,
        sum(t.totalled_orders) FILTER (WHERE t.currency <> '') AS totalled_orders`;

/** First by currency, so that nothing has to be sorted to find the different ones; then both arms in a row. */
function storeTotalsSql(filter: TotalsFilter, slicing: Slicing | null): string {
  const { view, conditions } = source(filter, slicing);
  const slice = slicing?.by === 'STORE_ATTRIBUTE' ? 's.attributes ->> $10' : 'totals.slice';
  return `
    WITH totals AS (
      SELECT t.store_id, t.origin, ${sliceOfRow(slicing)} AS slice, t.currency, ${SUMS}
        FROM ${view} t WHERE ${[CONDITIONS, ...conditions].join(' AND ')}
       GROUP BY 1, 2, 3, 4
    )
    SELECT s.id AS store_id, ${slice} AS slice, ${armSums('ai', 'AI_GENERATED')}, ${armSums('human', 'HUMAN_DESIGNED')},
           array_agg(DISTINCT totals.currency) FILTER (WHERE totals.currency <> '') AS currencies
      FROM stores s LEFT JOIN totals ON totals.store_id = s.id
     WHERE s.workspace_id = $1 AND ($2::uuid[] IS NULL OR s.id = ANY ($2)) AND ${visibleStores(filter.viewer, 's.id', '$8').condition}
     GROUP BY s.id, 2 ORDER BY s.name, s.id`;
}

/** The smallest totals that know what is asked: most know neither days nor slices. */
function source(filter: TotalsFilter, slicing: Slicing | null) {
  const hasRange = [filter.from, filter.to, filter.matureBefore].some((day) => day !== null);
  const hasDays = hasRange || slicing?.by === 'WEEK' || slicing?.by === 'MONTH';
  const hasSlices =
    filter.categories !== null ||
    filter.priceBands !== null ||
    slicing?.by === 'CATEGORY' ||
    slicing?.by === 'PRICE_BAND';
  return {
    view: `${hasSlices ? 'slice' : 'store'}${hasDays ? '_day' : ''}_totals`,
    conditions: [
      hasDays ? IN_DAYS : '$3::date IS NULL AND $4::date IS NULL AND $9::date IS NULL',
      hasSlices ? OF_SLICES : '$6::text[] IS NULL AND $7::int[] IS NULL',
    ],
  };
}

/** The sums of one arm; null where there are no rows, but for the squares, where that says they are not known. */
function armSums(arm: 'ai' | 'human', origin: 'AI_GENERATED' | 'HUMAN_DESIGNED'): string {
  const ofArm = `FILTER (WHERE totals.origin = '${origin}')`;
  const sum = (measure: string) => `sum(totals.${measure}) ${ofArm} AS ${arm}_${measure}`;
  return `${['impressions', 'clicks', 'orders', 'returns'].map(sum).join(', ')},
           (sum(totals.revenue_minor) ${ofArm})::float8 AS ${arm}_revenue_minor,
           CASE WHEN coalesce(sum(totals.totalled_orders) ${ofArm}, 0) = 0
             THEN coalesce(sum(totals.revenue_square) ${ofArm}, 0)::float8 END AS ${arm}_revenue_squares`;
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

type ArmColumn = Measure | 'revenue_squares';

/** A row of `storeTotalsSql`. */
type StoreRow = {
  readonly store_id: string;
  readonly slice: string | null;
  readonly currencies: readonly string[] | null;
} & { readonly [K in `${'ai' | 'human'}_${ArmColumn}`]: number | null };

const toStoreTotals = (row: StoreRow): StoreTotals => ({
  storeId: row.store_id,
  slice: row.slice,
  currencies: row.currencies ?? [],
  ai: armOf(row, 'ai'),
  human: armOf(row, 'human'),
});

const armOf = (row: StoreRow, arm: 'ai' | 'human'): ArmSums => ({
  impressions: row[`${arm}_impressions`] ?? 0,
  clicks: row[`${arm}_clicks`] ?? 0,
  orders: row[`${arm}_orders`] ?? 0,
  returns: row[`${arm}_returns`] ?? 0,
  revenueMinor: row[`${arm}_revenue_minor`] ?? 0,
  revenueSquares: row[`${arm}_revenue_squares`],
});
