import { betaQuantile, normalCritical } from '../distributions.js';
import type { Arm } from '../same-store/arms.js';

/** Counts of one item. */
export type ItemCounts = Pick<Arm, 'numerator' | 'denominator'>;

/** Bounds of a rate. */
interface RateInterval {
  readonly lower: number;
  readonly upper: number;
}

/**
 * Interval of the rate of one item that holds the truth with at least the confidence asked for, however few counts there
 * are: of successes the exact one of the binomial distribution; of more counts than chances Byar's of the Poisson.
 *
 * @param item with a positive denominator
 * @see Clopper & Pearson, "The Use of Confidence or Fiducial Limits Illustrated in the Case of the Binomial",
 *      Biometrika 26, 1934
 * @see Breslow & Day, "Statistical Methods in Cancer Research", volume II, 1987, section 2.3 (Byar's approximation)
 */
export function countInterval(
  { numerator: c, denominator: n }: ItemCounts,
  confidence: number,
): RateInterval {
  if (c > n) return byar(c, n, normalCritical(confidence));
  const tail = (1 - confidence) / 2;
  return {
    lower: c === 0 ? 0 : betaQuantile(tail, c, n - c + 1),
    upper: c === n ? 1 : betaQuantile(1 - tail, c + 1, n - c),
  };
}

function byar(c: number, n: number, z: number): RateInterval {
  const bound = (count: number, side: number) =>
    count * (1 - 1 / (9 * count) + (side * z) / (3 * Math.sqrt(count))) ** 3;
  return { lower: Math.max(0, bound(c, -1)) / n, upper: bound(c + 1, 1) / n };
}
