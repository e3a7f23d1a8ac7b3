import { invalidArgument, requireTotal } from '../invalid-argument.js';

/** How often something happened, and how often it would have happened at another rate. */
export interface ObservedExpected {
  readonly observed: number;
  readonly expected: number;
  /** Relative variance of `expected`, since the other rate is an estimate too. */
  readonly expectedVariance: number;
}

/** Sums over units with a positive expectation; they add up field by field. */
export interface RatioSums {
  /** Units. */
  readonly count: number;
  readonly observed: number;
  readonly expected: number;
  /** Sum of observed^2 / expected. */
  readonly squares: number;
  /** Sum of expected times its relative variance. */
  readonly blur: number;
}

/** Where the true ratios of units lie before any of them is looked at: a gamma distribution. */
export interface RatioPrior {
  /** All that was observed over all that was expected. */
  readonly mean: number;
  /** Variance of the true ratios beyond what chance alone makes; 0 if chance explains all of it. */
  readonly variance: number;
}

export const NO_RATIOS: RatioSums = { count: 0, observed: 0, expected: 0, squares: 0, blur: 0 };

/**
 * Prior of the ratios observed / expected by moments: m = O / E in total, and the variance
 * max(0, sum E_i (r_i - m)^2 / sum E_i - m / mean(E_i) - m^2 sum E_i v_i / sum E_i), where the last term is what the
 * expectations' relative variances v_i make of the spread; without them it is Marshall's.
 *
 * @returns null without any unit
 * @throws {RangeError} if a sum is NaN, infinite or negative, or units have no expectation
 *
 * @see Marshall, "Mapping Disease and Mortality Rates Using Empirical Bayes Estimators", Applied Statistics 40, 1991
 */
export function ratioPrior({ count, observed, expected, squares, blur }: RatioSums): RatioPrior | null {
  for (const [sum, value] of Object.entries({ count, observed, expected, squares, blur }))
    requireTotal(sum, value);
  if (count === 0) return null;
  if (expected === 0) throw invalidArgument('expected', 'positive', expected);
  const mean = observed / expected;
  const spread = squares / expected - mean ** 2;
  const ofChance = (mean * count + mean ** 2 * blur) / expected;
  return { mean, variance: Math.max(0, spread - ofChance) };
}

/**
 * A ratio r = observed / expected, pulled toward the mean of the prior by as much as chance blurs it:
 * m + a (r - m) / (a + m / E + m^2 v), with m and a the mean and variance of the prior, m / E the variance of a Poisson
 * count over its expectation, and m^2 v that of the expectation. With v = 0 it is the mean of the gamma posterior,
 * (O + m^2 / a) / (E + m / a).
 *
 * @param unit with a positive expectation
 * @see Clayton & Kaldor, "Empirical Bayes Estimates of Age-Standardized Relative Risks", Biometrics 43, 1987
 */
export function shrunkRatio(
  { observed, expected, expectedVariance }: ObservedExpected,
  { mean, variance }: RatioPrior,
): number {
  if (mean === 0) return 0; // nothing was observed anywhere
  const ofChance = mean + mean ** 2 * expectedVariance * expected;
  return mean + (variance * (observed - mean * expected)) / (variance * expected + ofChance);
}
