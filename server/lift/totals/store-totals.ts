import type { DataSource } from 'typeorm';
import { COUNTS, type Count, type Rate } from '../../events/index.js';
import { readFor } from '../../platform/index.js';
import { type ArmSums, eachCount, type StoreTotals } from './arm-sums.js';
import { ATTRIBUTE_OF_STORE, type Slicing, sliceOfRow, slicingParameters } from './slicing.js';
import { readSuspiciousRows, type SuspiciousRows } from './suspicious-rows.js';
import {
  IN_DAYS,
  isVisible,
  OF_STORES_AND_SCENARIO,
  ofSlices,
  parametersOf,
  type TotalsFilter,
} from './totals-filter.js';

/**
 * Sums per store, origin and slice in one statement, that is in one snapshot of rollup and tail.
 * Every store of the filter is there, also one without any event.
 */
export async function readStoreTotals(
  dataSource: DataSource,
  { filter, rate }: { readonly filter: TotalsFilter; readonly rate: Rate },
  slicing: Slicing | null = null,
): Promise<StoreTotals[]> {
  const parameters = [...parametersOf(filter), ...slicingParameters(slicing)];
  const [rows, suspiciousRows] = await Promise.all([
    readFor<StoreRow[]>(filter.viewer, dataSource, (manager) =>
      manager.query(storeTotalsSql(filter, slicing), parameters),
    ),
    readSuspiciousRows(dataSource, { filter, rate }, slicing),
  ]);
  return rows.map((row) => toStoreTotals(row, suspiciousRows));
}

/**
 * Counts as float8, which is exact below 2^53 and half the work of bigint, whose sum is numeric. What has an amount
 * has a currency; few rows do.
 */
const SUMS = `${COUNTS.map((count) => `sum(t.${count}::float8) AS ${count}`).join(', ')},
        sum(t.revenue_minor) FILTER (WHERE t.currency <> '') AS revenue_minor,
        sum(t.revenue_square) FILTER (WHERE t.currency <> '') AS revenue_square,
        sum(t.totalled_orders) FILTER (WHERE t.currency <> '') AS totalled_orders`;

/** First by currency, so that nothing has to be sorted to find the different ones; then both arms in a row. */
function storeTotalsSql(filter: TotalsFilter, slicing: Slicing | null): string {
  const { view, conditions } = source(filter, slicing);
  const slice = slicing?.by === 'STORE_ATTRIBUTE' ? ATTRIBUTE_OF_STORE : 'totals.slice';
  return `
    WITH totals AS (
      SELECT t.store_id, t.origin, ${sliceOfRow(slicing, 't')} AS slice, t.currency, ${SUMS}
        FROM ${view} t WHERE ${[OF_STORES_AND_SCENARIO, ...conditions].join(' AND ')}
       GROUP BY 1, 2, 3, 4
    )
    SELECT s.id AS store_id, s.name, ${slice} AS slice, ${armSums('ai', 'AI_GENERATED')}, ${armSums('human', 'HUMAN_DESIGNED')},
           array_agg(DISTINCT totals.currency)
             FILTER (WHERE totals.currency <> '' AND (totals.orders <> 0 OR totals.revenue_minor <> 0)) AS currencies
      FROM stores s LEFT JOIN totals ON totals.store_id = s.id
     WHERE s.workspace_id = $1 AND ($2::uuid[] IS NULL OR s.id = ANY ($2)) AND ${isVisible(filter, 's.id')}
     GROUP BY s.id, 3 ORDER BY s.name, s.id`;
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
      hasSlices ? ofSlices('t') : '$6::text[] IS NULL AND $7::int[] IS NULL',
    ],
  };
}

/** The sums of one arm; null where there are no rows, but for the squares, where that says they are not known. */
function armSums(arm: 'ai' | 'human', origin: 'AI_GENERATED' | 'HUMAN_DESIGNED'): string {
  const ofArm = `FILTER (WHERE totals.origin = '${origin}')`;
  return `${COUNTS.map((count) => `sum(totals.${count}) ${ofArm} AS ${arm}_${count}`).join(', ')},
           sum(totals.orders) FILTER (WHERE totals.origin = '${origin}' AND totals.currency = '') AS ${arm}_orders_without_amount,
           (sum(totals.revenue_minor) ${ofArm})::float8 AS ${arm}_revenue_minor,
           CASE WHEN coalesce(sum(totals.totalled_orders) ${ofArm}, 0) = 0
             THEN coalesce(sum(totals.revenue_square) ${ofArm}, 0)::float8 END AS ${arm}_revenue_squares`;
}

/** A row as PostgreSQL gives it. */
type StoreRow = {
  readonly store_id: string;
  readonly name: string;
  readonly slice: string | null;
  readonly currencies: readonly string[] | null;
} & {
  readonly [K in `${'ai' | 'human'}_${Count | 'orders_without_amount' | 'revenue_minor' | 'revenue_squares'}`]:
    | number
    | null;
};

const toStoreTotals = (row: StoreRow, suspiciousRows: SuspiciousRows): StoreTotals => ({
  storeId: row.store_id,
  name: row.name,
  slice: row.slice,
  currencies: row.currencies ?? [],
  suspiciousRows: suspiciousRows(row.store_id, row.slice),
  ai: armOf(row, 'ai'),
  human: armOf(row, 'human'),
});

const armOf = (row: StoreRow, arm: 'ai' | 'human'): ArmSums => ({
  ...eachCount((count) => row[`${arm}_${count}`] ?? 0),
  ordersWithoutAmount: row[`${arm}_orders_without_amount`] ?? 0,
  revenueMinor: row[`${arm}_revenue_minor`] ?? 0,
  revenueSquares: row[`${arm}_revenue_squares`],
});
