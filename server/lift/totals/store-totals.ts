import type { EntityManager } from 'typeorm';
import type { Rate } from '../../events/index.js';
import type { ArmSums, StoreTotals } from './arm-sums.js';
import { readable } from './month-starts.js';
import { type Slicing, slicingParameters } from './slicing.js';
import { type StoreRow, storeTotalsSql } from './store-totals-sql.js';
import { readSuspiciousRows, type SuspiciousRows } from './suspicious-rows.js';
import { parametersOf, type TotalsFilter } from './totals-filter.js';

/**
 * Sums per store, origin and slice, and how they spread over items, each from rollup and tail. Every store of the filter
 * is there, also one without any event.
 *
 * @param manager of a snapshot, so that all of them are of one moment
 */
export async function readStoreTotals(
  manager: EntityManager,
  question: { readonly filter: TotalsFilter; readonly rate: Rate },
  slicing: Slicing | null = null,
): Promise<StoreTotals[]> {
  const sql = storeTotalsSql(question, await readable(manager, question.filter.workspaceId, slicing));
  const parameters = [...parametersOf(question.filter), ...slicingParameters(slicing)];
  const rows: StoreRow[] = await manager.query(sql, parameters);
  const suspiciousRows = await readSuspiciousRows(manager, question, slicing);
  return rows.map((row) => toStoreTotals(row, suspiciousRows));
}

const toStoreTotals = (row: StoreRow, suspiciousRows: SuspiciousRows): StoreTotals => ({
  storeId: row.store_id,
  name: row.name,
  slice: row.slice,
  currencies: row.currencies === null ? [] : [...new Set(row.currencies.split(' '))].sort(),
  suspiciousRows: suspiciousRows(row.store_id, row.slice),
  ai: armOf(row.ai),
  human: armOf(row.human),
});

/** In the order in which the statement has them. */
type ArmNumbers = readonly [
  ...counts: [impressions: number, clicks: number, orders: number, returns: number],
  ...orders: [withoutAmount: number, revenueMinor: number, revenueSquares: number | null],
  ...spread: [count: number, squares: number, cubes: number, numeratorSquares: number, products: number],
];

/** By position: there may be a hundred thousand of them. */
function armOf(text: string): ArmSums {
  const sums = numbersOf(text);
  return {
    impressions: sums[0],
    clicks: sums[1],
    orders: sums[2],
    returns: sums[3],
    ordersWithoutAmount: sums[4],
    revenueMinor: sums[5],
    revenueSquares: sums[6],
    items: {
      count: sums[7],
      denominatorSquares: sums[8],
      denominatorCubes: sums[9],
      numeratorSquares: sums[10],
      products: sums[11],
    },
  };
}

/** `{1,2.5,NULL}` read as JSON, which is many times faster than number by number. */
const numbersOf = (text: string): ArmNumbers => JSON.parse(`[${text.slice(1, -1).replace('NULL', 'null')}]`);
