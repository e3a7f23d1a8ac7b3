import { invalidArgument } from './invalid-argument.js';

/**
 * Quantile of a sample, interpolated linearly between the two nearest values (definition 7; what R and NumPy
 * take by default).
 *
 * @param sorted      ascending, at least one value
 * @param probability in [0, 1]
 * @throws {RangeError} if there is no value, or the probability is outside [0, 1]
 *
 * @see Hyndman & Fan, "Sample Quantiles in Statistical Packages", The American Statistician 50(4), 1996
 *
 * @example
 * quantile([1, 2, 3, 4], 0.5); // 2.5
 */
export function quantile(sorted: ArrayLike<number>, probability: number): number {
  requireQuantile(sorted, probability);
  const position = probability * (sorted.length - 1);
  const below = Math.floor(position);
  const [a, b] = [sorted[below]!, sorted[Math.min(below + 1, sorted.length - 1)]!];
  return a + (b - a) * (position - below);
}

/**
 * Quantile that is a value of the sample: the smallest that at least a share `probability` of the values does
 * not exceed (definition 1, the inverse distribution function; PostgreSQL's `percentile_disc`).
 *
 * @param sorted      ascending, at least one value
 * @param probability in [0, 1]
 * @throws {RangeError} like `quantile`
 *
 * @example
 * discreteQuantile([1, 2, 3, 4], 0.5); // 2
 */
export function discreteQuantile(sorted: ArrayLike<number>, probability: number): number {
  requireQuantile(sorted, probability);
  return sorted[Math.max(Math.ceil(probability * sorted.length), 1) - 1]!;
}

function requireQuantile({ length }: ArrayLike<number>, probability: number): void {
  if (length === 0) throw invalidArgument('the number of values', 'at least 1', length);
  if (!(probability >= 0 && probability <= 1)) throw invalidArgument('probability', 'in [0, 1]', probability);
}
