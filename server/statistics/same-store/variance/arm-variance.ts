import { type Arm, rate, type StoreArms } from '../arms.js';

/** Variances of the rates of both arms; null if unknown. */
interface RateVariances {
  readonly ai: number | null;
  readonly human: number | null;
}

/** Successes of an arm without any, or failures of one with successes only, so that its variance is not zero. */
const CONTINUITY = 0.5;

/**
 * Variance of an arm's rate p = C / N if all its events were independent: p (1 - p) / N for a proportion, with
 * p replaced by (C + 0.5) / (N + 1) if C is 0 or N; p / N if C > N (Poisson); sum a^2 / N^2 for a sum of amounts.
 *
 * @param arm with a positive denominator
 * @returns null if the squares of the amounts were not kept
 */
export function countVariance({ numerator, denominator, sumOfSquares }: Arm): number | null {
  if (sumOfSquares === null) return null;
  if (sumOfSquares !== undefined) return sumOfSquares / denominator ** 2;
  if (numerator > denominator) return numerator / denominator ** 2;
  const isExtreme = numerator === 0 || numerator === denominator;
  const p = isExtreme ? (numerator + CONTINUITY) / (denominator + 1) : numerator / denominator;
  return (p * (1 - p)) / denominator;
}

/**
 * Variance of an arm's rate as its items show it: m / (m - 1) sum (c - p n)^2 / N^2, each item one draw.
 *
 * @param arm with a positive denominator
 * @returns null with fewer than two items, or if they are not known
 * @see Cochran, "Sampling Techniques", 3rd ed. 1977, section 9A.2 (clusters of unequal size)
 */
export function itemVariance(arm: Arm): number | null {
  const { items, denominator } = arm;
  if (!items || items.count < 2) return null;
  const p = rate(arm);
  const squares = items.numeratorSquares - 2 * p * items.products + p ** 2 * items.denominatorSquares;
  return ((items.count / (items.count - 1)) * Math.max(0, squares)) / denominator ** 2;
}

/** Variances of the rates of a store's arms: the larger of what their counts and their items say. */
export const rateVariances = ({ ai, human }: StoreArms): RateVariances => ({
  ai: rateVariance(ai, human),
  human: rateVariance(human, ai),
});

/** @param other arm of the same store, whose amounts stand in for those of an arm without any */
function rateVariance(arm: Arm, other: Arm): number | null {
  const ofCounts = countVariance(withHalfAnAmount(arm, other));
  const ofItems = itemVariance(arm);
  return ofCounts === null || ofItems === null ? (ofCounts ?? ofItems) : Math.max(ofCounts, ofItems);
}

/** No amount yet is no certainty that there will be none: as if half of one had come, as with counts. */
function withHalfAnAmount(arm: Arm, other: Arm): Arm {
  if (!arm.sumOfSquares && arm.numerator === 0 && other.sumOfSquares && other.amounts)
    return { ...arm, sumOfSquares: (CONTINUITY * other.sumOfSquares) / other.amounts };
  return arm;
}
