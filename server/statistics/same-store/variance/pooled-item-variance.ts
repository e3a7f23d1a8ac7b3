import { type Arm, type ArmName, rate, type StoreArms } from '../arms.js';
import { countVariance, itemVariance } from './arm-variance.js';

/** How much the appeal of items of one origin varies beyond chance, over all stores. */
interface OriginVariance {
  /**
   * Relative variance of an item's true rate within its store, sigma^2. 0 if no store has two items; null if those that
   * have cannot tell, because one item took nearly all that was counted.
   */
  readonly variance: number | null;
  /** Items beyond the first, over the stores with at least two: what the variance rests on. Infinite if it is exact. */
  readonly degreesOfFreedom: number;
}

/** Parts of a sum that are less than this of it are rounding errors. */
const ROUNDING = 1e-9;

/** One of each origin. */
export type PooledItemVariance = Readonly<Record<ArmName, OriginVariance>>;

/**
 * Relative variance between items, pooled over stores, because two or three items of one store say little:
 * sigma^2 = max(0, sum (cl - bi) / sum (max(0, p^2 - v) K)) over arms with at least two items and a numerator, with
 * cl and bi the variances that items and counts show, and K = m / (m - 1) (kappa - 2 sum n^3 / N^3 + kappa^2).
 *
 * @param stores all stores, also those that no estimand uses
 */
export const pooledItemVariance = (stores: readonly StoreArms[]): PooledItemVariance => ({
  ai: originVariance(stores.map(({ ai }) => ai)),
  human: originVariance(stores.map(({ human }) => human)),
});

function originVariance(arms: readonly Arm[]): OriginVariance {
  let [excess, scale, largestScale, degreesOfFreedom] = [0, 0, 0, 0];
  for (const arm of arms) {
    if (arm.numerator === 0 || arm.denominator === 0) continue;
    const ofItems = itemVariance(arm);
    const ofCounts = countVariance(arm);
    if (ofItems === null || ofCounts === null) continue;
    const squaredRate = rate(arm) ** 2;
    const spread = unequalSizes(arm);
    excess += ofItems - ofCounts;
    scale += Math.max(0, squaredRate - Math.max(ofItems, ofCounts)) * spread;
    largestScale += squaredRate * spread;
    degreesOfFreedom += arm.items!.count - 1;
  }
  if (degreesOfFreedom === 0) return { variance: 0, degreesOfFreedom };
  const isKnown = scale > ROUNDING * largestScale;
  return { variance: isKnown ? Math.max(0, excess / scale) : null, degreesOfFreedom };
}

/** K: how much of the variance between items the spread of an arm's items shows in expectation. */
function unequalSizes({ items, denominator }: Arm): number {
  const { count, denominatorSquares, denominatorCubes } = items!;
  const kappa = denominatorSquares / denominator ** 2;
  return (count / (count - 1)) * (kappa - (2 * denominatorCubes) / denominator ** 3 + kappa ** 2);
}

/** kappa = sum n^2 / N^2: the part of sigma^2 that is left in an arm's rate; null if its items are not known. */
export const itemConcentration = ({ items, denominator }: Arm): number | null =>
  items ? items.denominatorSquares / denominator ** 2 : null;
