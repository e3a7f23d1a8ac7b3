import type { EntityManager } from 'typeorm';
import type { Rate } from '../../events/index.js';
import type { ItemSums } from '../../statistics/index.js';
import type { ArmSums, StoreTotals } from './arm-sums.js';
import { readable } from './month-starts.js';
import { type Slicing, slicingParameters } from './slicing.js';
import { SPREAD_COLUMNS } from './spread-over-items.js';
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
  const sql = storeTotalsSql(question, await readable(manager, slicing));
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
  ai: armOf(row, AI),
  human: armOf(row, HUMAN),
});

/** Spelled out, since there may be a hundred thousand of them. */
const armOf = (row: StoreRow, names: ArmColumns): ArmSums => ({
  impressions: row[names.impressions] ?? 0,
  clicks: row[names.clicks] ?? 0,
  orders: row[names.orders] ?? 0,
  returns: row[names.returns] ?? 0,
  ordersWithoutAmount: row[names.ordersWithoutAmount] ?? 0,
  revenueMinor: row[names.revenueMinor] ?? 0,
  revenueSquares: row[names.revenueSquares],
  items: itemSumsOf(row, names),
});

const itemSumsOf = (row: StoreRow, names: ArmColumns): ItemSums => ({
  count: row[names.count] ?? 0,
  denominatorSquares: row[names.denominatorSquares] ?? 0,
  denominatorCubes: row[names.denominatorCubes] ?? 0,
  numeratorSquares: row[names.numeratorSquares] ?? 0,
  products: row[names.products] ?? 0,
});

const columnsOf = <A extends 'ai' | 'human'>(arm: A) =>
  ({
    impressions: `${arm}_impressions`,
    clicks: `${arm}_clicks`,
    orders: `${arm}_orders`,
    returns: `${arm}_returns`,
    ordersWithoutAmount: `${arm}_orders_without_amount`,
    revenueMinor: `${arm}_revenue_minor`,
    revenueSquares: `${arm}_revenue_squares`,
    count: `${arm}_${SPREAD_COLUMNS.count}`,
    denominatorSquares: `${arm}_${SPREAD_COLUMNS.denominatorSquares}`,
    denominatorCubes: `${arm}_${SPREAD_COLUMNS.denominatorCubes}`,
    numeratorSquares: `${arm}_${SPREAD_COLUMNS.numeratorSquares}`,
    products: `${arm}_${SPREAD_COLUMNS.products}`,
  }) as const;

const AI = columnsOf('ai');
const HUMAN = columnsOf('human');

type ArmColumns = typeof AI | typeof HUMAN;
