import type { Rate } from '../../events/index.js';
import type { ItemSums } from '../../statistics/index.js';

/** How a rate spreads over the items of an arm, as columns. */
export const SPREAD_COLUMNS = {
  count: 'item_count',
  denominatorSquares: 'denominator_squares',
  denominatorCubes: 'denominator_cubes',
  numeratorSquares: 'numerator_squares',
  products: 'products',
} as const satisfies Readonly<Record<keyof ItemSums, string>>;

/** What `spreadOf` needs of every item. */
export const sumsOfRate = ({ numerator, denominator }: Rate): string =>
  `sum(t.${denominator}::float8) AS n, coalesce(sum(t.${numerator}::float8), 0) AS c`;

/**
 * A query of how numerator and denominator of a rate spread over items, by store, origin and cut: squares do not add up
 * over days or scenarios, so every item is totalled first. Sums are of doubles: each term is positive, so that they are
 * right to about 1e-15 of their value times the square root of the number of items. A variance made of them by
 * subtraction may come out below zero by as much.
 *
 * @param items a query with `sumsOfRate` of every item
 */
export const spreadOf = (items: string): string => `
  SELECT store_id, origin, cut, count(*)::float8 AS ${SPREAD_COLUMNS.count},
         sum(n * n) AS ${SPREAD_COLUMNS.denominatorSquares}, sum(n * n * n) AS ${SPREAD_COLUMNS.denominatorCubes},
         sum(c * c) AS ${SPREAD_COLUMNS.numeratorSquares}, sum(n * c) AS ${SPREAD_COLUMNS.products}
    FROM (${items}) AS items WHERE n > 0 GROUP BY 1, 2, 3`;
