import { ARM_NAMES, type Arm, type MetricWords, rate, type StoreArms } from '../arms.js';
import { countVariance } from './arm-variance.js';
import { itemConcentration, type PooledItemVariance } from './pooled-item-variance.js';

/** Whether the items of all stores, or only the counts of the one store, say how uncertain it is. */
export type VarianceSource = 'POOLED_ITEMS' | 'COUNTS';

/** Variance of ln(AI rate / human rate) within one store. */
export interface LogRatioVariance {
  readonly value: number;
  /** Satterthwaite's approximation; null if no store has two items of an origin: normal quantiles. */
  readonly degreesOfFreedom: number | null;
  readonly from: VarianceSource;
}

/**
 * The sum over both arms of their relative variance, that of their counts plus the pooled one of their items:
 * bi / p^2 + sigma^2 kappa. Also with one item an arm, which says nothing about items by itself.
 *
 * @param store with positive numerators and denominators in both arms, of known variance (`whyNoVariance`)
 * @see Satterthwaite, "An Approximate Distribution of Estimates of Variance Components", Biometrics 2, 1946
 */
export function logRatioVariance(store: StoreArms, pool: PooledItemVariance): LogRatioVariance {
  let [value, uncertainty, isPooled] = [0, 0, false];
  for (const name of ARM_NAMES) {
    const { variance, degreesOfFreedom } = pool[name];
    const concentration = itemConcentration(store[name]);
    const ofArm = relativeCountVariance(store[name]) + variance * (concentration ?? 0);
    value += ofArm;
    if (degreesOfFreedom === 0) continue;
    uncertainty += ofArm ** 2 / degreesOfFreedom;
    isPooled ||= concentration !== null;
  }
  return isPooled
    ? { value, degreesOfFreedom: value ** 2 / uncertainty, from: 'POOLED_ITEMS' }
    : { value, degreesOfFreedom: null, from: 'COUNTS' };
}

const relativeCountVariance = (arm: Arm) => countVariance(arm)! / rate(arm) ** 2;

/** Why the variance of a store with human numerators is unknown; null if it is known. */
export function whyNoVariance({ ai, human }: StoreArms, words: MetricWords): string | null {
  if (ai.numerator === 0) return noAiNumerator(words);
  const isUnknown = ai.sumOfSquares === null || human.sumOfSquares === null;
  return isUnknown ? `squares of ${words.numerator} were not kept` : null;
}

/** Why a store has no logarithm of its ratio. */
export const noAiNumerator = (words: MetricWords) =>
  `AI-generated items have no ${words.numerator}, so that the log ratio is infinite`;
