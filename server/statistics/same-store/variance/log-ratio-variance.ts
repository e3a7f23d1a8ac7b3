import {
  ARM_NAMES,
  type Arm,
  type ArmName,
  ITEMS_OF,
  type MetricWords,
  rate,
  type StoreArms,
} from '../arms.js';
import { countVariance } from './arm-variance.js';
import { itemConcentration, type PooledItemVariance } from './pooled-item-variance.js';

/** Whether the items of all stores say how uncertain a store is, those of one origin only, or its counts alone. */
export type VarianceSource = 'POOLED_ITEMS' | 'POOLED_ITEMS_OF_ONE_ARM' | 'COUNTS';

/** Variance of ln(AI rate / human rate) within one store. */
export interface LogRatioVariance {
  readonly value: number;
  /** Satterthwaite's approximation; null if no store has two items of an origin: normal quantiles. */
  readonly degreesOfFreedom: number | null;
  readonly from: VarianceSource;
  /** Arms whose item variance is unknown: `value` is too small if their items differ. */
  readonly unknown: readonly ArmName[];
}

/**
 * The sum over both arms of their relative variance, that of their counts plus the pooled one of their items:
 * bi / p^2 + sigma^2 kappa. Also with one item an arm, which says nothing about items by itself.
 *
 * @param store with positive numerators and denominators in both arms, of known variance (`whyNoVariance`,
 *   `whyNoItemVariance`)
 * @see Satterthwaite, "An Approximate Distribution of Estimates of Variance Components", Biometrics 2, 1946
 */
export function logRatioVariance(store: StoreArms, pool: PooledItemVariance): LogRatioVariance {
  let [value, uncertainty] = [0, 0];
  for (const name of ARM_NAMES) {
    const { degreesOfFreedom } = pool[name];
    const ofArm = relativeRateVariance(store[name], pool[name]);
    value += ofArm;
    if (degreesOfFreedom > 0) uncertainty += ofArm ** 2 / degreesOfFreedom;
  }
  const { from, unknown } = itemVarianceSource(store, pool);
  return { value, degreesOfFreedom: from === 'COUNTS' ? null : value ** 2 / uncertainty, from, unknown };
}

/** Where the variance of a store comes from, and what it leaves out. */
export function itemVarianceSource(
  store: StoreArms,
  pool: PooledItemVariance,
): Pick<LogRatioVariance, 'from' | 'unknown'> {
  const unknown = ARM_NAMES.filter((name) => !isItemVarianceKnown(store[name], pool[name]));
  return { from: sourceOf(pool, unknown), unknown };
}

type OriginVariance = PooledItemVariance[ArmName];

/** Of items that are not a draw but the very ones that are meant. */
const isExact = ({ degreesOfFreedom }: OriginVariance) => degreesOfFreedom === Number.POSITIVE_INFINITY;

const isItemVarianceKnown = (arm: Arm, pooled: OriginVariance): boolean =>
  isExact(pooled) || (pooled.degreesOfFreedom > 0 && itemConcentration(arm) !== null);

function sourceOf(pool: PooledItemVariance, unknown: readonly ArmName[]): VarianceSource {
  if (unknown.length === 0) return 'POOLED_ITEMS';
  const drawn = ARM_NAMES.filter((name) => !isExact(pool[name]));
  return unknown.length < drawn.length ? 'POOLED_ITEMS_OF_ONE_ARM' : 'COUNTS';
}

/** Why an interval that leaves out how much the items of these arms differ must not be judged by; null of none. */
export function whyNoVerdict(unknown: readonly ArmName[]): string | null {
  const [one, other] = unknown;
  if (one === undefined) return null;
  return other === undefined
    ? `No verdict: how much ${ITEMS_OF[one]} differ is unknown until a store has two of them, with counts. Of these, the interval allows for counts alone, and is too narrow if they differ.`
    : 'No verdict: how much items differ is unknown until a store has two AI-generated and two human-designed ones, with counts. The interval comes from counts alone, and is too narrow if items differ.';
}

/** Why it is unknown how much the items of a store differ, from all stores together; null if it is known. */
export function whyNoItemVariance(
  store: StoreArms,
  pool: PooledItemVariance,
  { numerator }: MetricWords,
): string | null {
  const name = ARM_NAMES.find((arm) => pool[arm].variance === null && itemConcentration(store[arm]) !== null);
  return name === undefined
    ? null
    : `the split of ${numerator} over ${ITEMS_OF[name]} is too uneven to tell how much items differ`;
}

/**
 * Relative variance of an arm's rate, bi / p^2 + sigma^2 kappa; of its counts alone if it is unknown how much items differ.
 *
 * @param arm with a positive numerator and denominator, of known variance
 */
export const relativeRateVariance = (arm: Arm, { variance }: OriginVariance): number =>
  countVariance(arm)! / rate(arm) ** 2 + (variance ?? 0) * (itemConcentration(arm) ?? 0);

/** Why the variance of a store with human numerators is unknown; null if it is known. */
export function whyNoVariance({ ai, human }: StoreArms, words: MetricWords): string | null {
  if (ai.numerator === 0) return noAiNumerator(words);
  const isUnknown = ai.sumOfSquares === null || human.sumOfSquares === null;
  return isUnknown ? `squares of ${words.numerator} were not kept` : null;
}

/** Why a store has no logarithm of its ratio. */
export const noAiNumerator = (words: MetricWords) =>
  `AI-generated items have no ${words.numerator}, so that the log ratio is infinite`;
