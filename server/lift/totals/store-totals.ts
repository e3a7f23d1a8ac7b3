import type { EntityManager } from 'typeorm';
import { COUNTS, type Count, type Rate } from '../../events/index.js';
import type { ItemSums } from '../../statistics/index.js';
import type { ArmSums, StoreTotals } from './arm-sums.js';
import { type ItemSumsOf, readItemSums } from './item-sums.js';
import { ATTRIBUTE_OF_STORE, type Slicing, sliceOfRow, slicingParameters } from './slicing.js';
import { readSuspiciousRows, type SuspiciousRows } from './suspicious-rows.js';
import { isVisible, parametersOf, type TotalsFilter } from './totals-filter.js';
import { IS_COUNTED, sourceOf } from './totals-source.js';

/**
 * Sums per store, origin and slice, each from rollup and tail. Every store of the filter is there, also one without
 * any event.
 *
 * @param manager of a snapshot, so that all of them are of one moment
 */
export async function readStoreTotals(
  manager: EntityManager,
  question: { readonly filter: TotalsFilter; readonly rate: Rate },
  slicing: Slicing | null = null,
): Promise<StoreTotals[]> {
  const parameters = [...parametersOf(question.filter), ...slicingParameters(slicing)];
  const rows: StoreRow[] = await manager.query(storeTotalsSql(question.filter, slicing), parameters);
  const suspiciousRows = await readSuspiciousRows(manager, question, slicing);
  const itemSums = await readItemSums(manager, question, slicing);
  return rows.map((row) => toStoreTotals(row, { suspiciousRows, itemSums }));
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
  const { rows: source, conditions } = sourceOf(filter, { of: 'store', slicing });
  const slice = slicing?.by === 'STORE_ATTRIBUTE' ? ATTRIBUTE_OF_STORE : 'totals.slice';
  return `
    WITH totals AS (
      SELECT t.store_id, t.origin, ${sliceOfRow(slicing, 't')} AS slice, t.currency, ${SUMS}
        FROM ${source} t WHERE ${conditions}
       GROUP BY 1, 2, 3, 4 HAVING ${IS_COUNTED}
    )
    SELECT s.id AS store_id, s.name, ${slice} AS slice, ${armSums('ai', 'AI_GENERATED')}, ${armSums('human', 'HUMAN_DESIGNED')},
           array_agg(DISTINCT totals.currency)
             FILTER (WHERE totals.currency <> '' AND (totals.orders <> 0 OR totals.revenue_minor <> 0)) AS currencies
      FROM stores s LEFT JOIN totals ON totals.store_id = s.id
     WHERE s.workspace_id = $1 AND ($2::uuid[] IS NULL OR s.id = ANY ($2)) AND ${isVisible(filter, 's.id')}
     GROUP BY s.id, 3 ORDER BY s.name, s.id`;
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

interface Lookups {
  readonly suspiciousRows: SuspiciousRows;
  readonly itemSums: ItemSumsOf;
}

function toStoreTotals(row: StoreRow, { suspiciousRows, itemSums }: Lookups): StoreTotals {
  const items = itemSums(row.store_id, row.slice);
  return {
    storeId: row.store_id,
    name: row.name,
    slice: row.slice,
    currencies: row.currencies ?? [],
    suspiciousRows: suspiciousRows(row.store_id, row.slice),
    ai: armOf(row, 'ai', items.ai),
    human: armOf(row, 'human', items.human),
  };
}

/** Spelled out, since there may be a hundred thousand of them. */
function armOf(row: StoreRow, arm: 'ai' | 'human', items: ItemSums): ArmSums {
  const names = COLUMNS[arm];
  return {
    impressions: row[names.impressions] ?? 0,
    clicks: row[names.clicks] ?? 0,
    orders: row[names.orders] ?? 0,
    returns: row[names.returns] ?? 0,
    ordersWithoutAmount: row[names.ordersWithoutAmount] ?? 0,
    revenueMinor: row[names.revenueMinor] ?? 0,
    revenueSquares: row[names.revenueSquares],
    items,
  };
}

const columnsOf = <A extends 'ai' | 'human'>(arm: A) =>
  ({
    impressions: `${arm}_impressions`,
    clicks: `${arm}_clicks`,
    orders: `${arm}_orders`,
    returns: `${arm}_returns`,
    ordersWithoutAmount: `${arm}_orders_without_amount`,
    revenueMinor: `${arm}_revenue_minor`,
    revenueSquares: `${arm}_revenue_squares`,
  }) as const;

const COLUMNS = { ai: columnsOf('ai'), human: columnsOf('human') };
