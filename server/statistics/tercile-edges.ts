import { invalidArgument } from './invalid-argument.js';

/** LOW is at most `low`, MIDDLE above it and at most `high`, HIGH above that. Units as the prices. */
export interface TercileEdges {
  readonly low: number;
  readonly high: number;
}

/**
 * Edges of the three price bands: the smallest price that at least a third, and at least two thirds, of
 * the prices do not exceed (the inverse distribution function; PostgreSQL's `percentile_disc`).
 *
 * The edges are prices that occur, so that equal prices fall into one band. Few distinct prices leave
 * bands empty.
 *
 * @param sortedPrices ascending, at least one
 * @throws {RangeError} if there is no price, one is NaN, or they are not ascending
 *
 * @see Hyndman & Fan, "Sample Quantiles in Statistical Packages", The American Statistician 50(4), 1996,
 *      definition 1
 *
 * @example
 * tercileEdges([10, 20, 30, 40, 50, 60]); // { low: 20, high: 40 }
 */
export function tercileEdges(sortedPrices: readonly number[]): TercileEdges {
  const count = sortedPrices.length;
  if (count === 0) throw invalidArgument('the number of prices', 'at least 1', count);
  sortedPrices.forEach((price, index) => {
    if (!(price >= (sortedPrices[index - 1] ?? Number.NEGATIVE_INFINITY)))
      throw invalidArgument(`sortedPrices[${index}]`, 'at least the price before it', price);
  });
  return {
    low: sortedPrices[Math.ceil(count / 3) - 1]!,
    high: sortedPrices[Math.ceil((2 * count) / 3) - 1]!,
  };
}
