import type { Rate } from '../../events/index.js';

/** How a rate spreads over the items of an arm, as columns in the order of `ItemSums`. */
export const SPREAD = [
  'item_count',
  'denominator_squares',
  'denominator_cubes',
  'numerator_squares',
  'products',
] as const;

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
  SELECT store_id, origin, cut, count(*)::float8 AS item_count, sum(n * n) AS denominator_squares,
         sum(n * n * n) AS denominator_cubes, sum(c * c) AS numerator_squares, sum(n * c) AS products
    FROM (${items}) AS items WHERE n > 0 GROUP BY 1, 2, 3`;
