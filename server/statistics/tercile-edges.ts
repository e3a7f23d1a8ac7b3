import { invalidArgument } from './invalid-argument.js';
import { discreteQuantile } from './quantile.js';

/** LOW is at most `low`, MIDDLE above it and at most `high`, HIGH above that. Units as the values. */
export interface TercileEdges {
  readonly low: number;
  readonly high: number;
}

/**
 * Edges of three bands of values, such as prices: the smallest value that at least a third, and at least two
 * thirds, of the values do not exceed (`discreteQuantile`).
 *
 * The edges are values that occur, so that equal ones fall into one band. Few distinct values leave bands
 * empty.
 *
 * @param sorted ascending, at least one
 * @throws {RangeError} if there is no value, one is NaN, or they are not ascending
 *
 * @example
 * tercileEdges([10, 20, 30, 40, 50, 60]); // { low: 20, high: 40 }
 */
export function tercileEdges(sorted: readonly number[]): TercileEdges {
  sorted.forEach((value, index) => {
    if (!(value >= (sorted[index - 1] ?? Number.NEGATIVE_INFINITY)))
      throw invalidArgument(`sorted[${index}]`, 'at least the value before it', value);
  });
  return { low: discreteQuantile(sorted, 1 / 3), high: discreteQuantile(sorted, 2 / 3) };
}
