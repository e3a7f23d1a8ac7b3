import { requireTotal } from '../invalid-argument.js';

/** Sufficient statistics of one arm of one store; arms add up field by field. */
export interface Arm {
  /** Clicks, orders, returns, or a sum of money. */
  readonly numerator: number;
  /** Impressions, clicks or orders: the chances the numerator had. */
  readonly denominator: number;
  /**
   * Absent where the numerator counts successes of the denominator, at most one each (clicks of
   * impressions): the variance is binomial. For a sum of amounts (revenue), the sum of their squares, or
   * null where the squares were not kept and the variance is unknown.
   */
  readonly sumOfSquares?: number | null;
  /** Absent or null if only the counts of the arm are known, not how they spread over its items. */
  readonly items?: ItemSums | null;
}

/** Sums over the items of an arm, of which each is one draw from the items a store could have. */
export interface ItemSums {
  /** Items with a positive denominator, m. */
  readonly count: number;
  /** Sum of n^2, with n the denominator of an item. */
  readonly denominatorSquares: number;
  /** Sum of n^3. */
  readonly denominatorCubes: number;
  /** Sum of c^2, with c the numerator of an item. */
  readonly numeratorSquares: number;
  /** Sum of n c. */
  readonly products: number;
}

/** The two arms of one store. */
export interface StoreArms {
  readonly ai: Arm;
  readonly human: Arm;
}

/** What numerator and denominator of a metric are called in reasons, in the plural: clicks, impressions. */
export interface MetricWords {
  readonly numerator: string;
  readonly denominator: string;
}

/** The relative variance of a rate, Var(rate) / rate^2, or why it is unknown. */
export type RelativeVariance =
  | { readonly value: number; readonly reason: null }
  | { readonly value: null; readonly reason: string };

export const rate = (arm: Arm) => arm.numerator / arm.denominator;

/** Rate of the AI arm over the rate of the human arm; the lift is this minus one. */
export const rateRatio = ({ ai, human }: StoreArms) => rate(ai) / rate(human);

/**
 * Var(rate) / rate^2 of an arm: (1 - p) / numerator for a proportion p, and sum a^2 / (sum a)^2 for a sum
 * of amounts (whose number is Poisson). Events of one visitor are taken as independent.
 *
 * @param arm with a positive numerator and denominator
 */
export function relativeVariance(arm: Arm, words: MetricWords): RelativeVariance {
  const { numerator, denominator, sumOfSquares } = arm;
  if (sumOfSquares === null) return { value: null, reason: `squares of ${words.numerator} were not kept` };
  if (sumOfSquares !== undefined) return { value: sumOfSquares / numerator ** 2, reason: null };
  if (numerator > denominator)
    return { value: null, reason: `more ${words.numerator} than ${words.denominator}` };
  return { value: (1 - numerator / denominator) / numerator, reason: null };
}

/** @throws {RangeError} if a total is NaN, infinite, negative, or the squares of a positive sum are zero */
export function requireStoreArms({ ai, human }: StoreArms): void {
  requireArm('ai', ai);
  requireArm('human', human);
}

function requireArm(name: string, { numerator, denominator, sumOfSquares }: Arm): void {
  requireTotal(`${name}.numerator`, numerator);
  requireTotal(`${name}.denominator`, denominator);
  if (sumOfSquares === undefined || sumOfSquares === null) return;
  requireTotal(`${name}.sumOfSquares`, sumOfSquares);
  if (numerator > 0 && sumOfSquares === 0)
    throw new RangeError(`${name}.sumOfSquares must be positive where ${name}.numerator is`);
}
