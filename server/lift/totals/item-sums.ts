import type { EntityManager } from 'typeorm';
import type { Rate } from '../../events/index.js';
import type { ItemSums } from '../../statistics/index.js';
import type { PerArm } from './arm-sums.js';
import { type Slicing, sliceOfRow } from './slicing.js';
import { parametersOf, type TotalsFilter } from './totals-filter.js';
import { sourceOf } from './totals-source.js';

/** How both arms of a store and slice spread over their items. */
export type ItemSumsOf = (storeId: string, slice: string | null) => PerArm<ItemSums>;

/**
 * Reads how numerator and denominator of a rate spread over items, within exactly what the filter asks for: squares do
 * not add up over days or scenarios, so every item is totalled first. Sums are of doubles: each term is positive, so
 * that they are right to about 1e-15 of their value times the square root of the number of items. A variance made of
 * them by subtraction may come out below zero by as much.
 */
export async function readItemSums(
  manager: EntityManager,
  { filter, rate }: { readonly filter: TotalsFilter; readonly rate: Rate },
  slicing: Slicing | null,
): Promise<ItemSumsOf> {
  const rows: ItemSumsRow[] = await manager.query(itemSumsSql(filter, rate, slicing), parametersOf(filter));
  const sums = new Map(rows.map((row) => [keyOf(row.store_id, row.slice, row.origin), sumsOf(row)]));
  return (storeId, slice) => {
    const ofRow = slicing?.by === 'STORE_ATTRIBUTE' ? null : slice;
    return {
      ai: sums.get(keyOf(storeId, ofRow, 'AI_GENERATED')) ?? NO_ITEMS,
      human: sums.get(keyOf(storeId, ofRow, 'HUMAN_DESIGNED')) ?? NO_ITEMS,
    };
  };
}

/** A row as PostgreSQL gives it. */
interface ItemSumsRow extends ItemSums {
  readonly store_id: string;
  readonly slice: string | null;
  readonly origin: 'AI_GENERATED' | 'HUMAN_DESIGNED';
}

/** Spelled out, since there may be a hundred thousand of them. */
const sumsOf = (row: ItemSumsRow): ItemSums => ({
  count: row.count,
  denominatorSquares: row.denominatorSquares,
  denominatorCubes: row.denominatorCubes,
  numeratorSquares: row.numeratorSquares,
  products: row.products,
});

const NO_ITEMS: ItemSums = {
  count: 0,
  denominatorSquares: 0,
  denominatorCubes: 0,
  numeratorSquares: 0,
  products: 0,
};

const keyOf = (storeId: string, slice: string | null, origin: ItemSumsRow['origin']) =>
  `${origin} ${storeId} ${slice === null ? '' : `of ${slice}`}`;

function itemSumsSql(
  filter: TotalsFilter,
  { numerator, denominator }: Rate,
  slicing: Slicing | null,
): string {
  const { rows: source, conditions } = sourceOf(filter, { of: 'item', slicing });
  return `
    SELECT store_id, origin, slice, count(*)::float8 AS count,
           sum(n * n) AS "denominatorSquares", sum(n * n * n) AS "denominatorCubes",
           sum(c * c) AS "numeratorSquares", sum(n * c) AS products
      FROM (
        SELECT t.store_id, t.origin, ${sliceOfRow(slicing, 't')} AS slice,
               sum(t.${denominator}::float8) AS n, sum(t.${numerator}::float8) AS c
          FROM ${source} t WHERE ${conditions}
         GROUP BY t.item_id, t.store_id, t.origin, 3
      ) AS items
     WHERE n > 0 GROUP BY 1, 2, 3`;
}
