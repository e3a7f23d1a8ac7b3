import { type EstimateOverStores, noStores, storeMeanEstimate } from '../../estimate.js';
import { type Arm, rate, rateRatio, type StoreArms } from '../arms.js';
import type { SameStoreSettings } from '../settings.js';

/** The estimate with a second opinion on its standard error. */
export type TrafficWeighted = EstimateOverStores & {
  /** Delete-one-store jackknife; with few or very unequal stores the more cautious one. Null below 2 stores. */
  readonly jackknifeStandardError: number | null;
};

/**
 * The market as a whole: R = pooled AI rate / pooled human rate - 1, big stores count more. Interval
 * clustered by store: SE^2 = S / (S - 1) sum psi_s^2 with psi_s the store's part of the linearised ratio,
 * in which the covariance of a store's two arms is included; t_{S - 1}. `standardError` is on the scale
 * of the lift.
 *
 * @param stores not excluded
 * @see Woodruff, "A Simple Method for Approximating the Variance of a Complicated Estimate", JASA 66, 1971
 */
export function trafficWeighted(
  stores: readonly StoreArms[],
  { confidence }: SameStoreSettings,
): TrafficWeighted {
  if (stores.length === 0) return { ...noStores(null), jackknifeStandardError: null };
  const pooled = poolStores(stores);
  const several = stores.length > 1;
  const estimate = storeMeanEstimate({
    center: rateRatio(pooled) - 1,
    standardError: several ? linearisedStandardError(stores, pooled) : null,
    stores: stores.length,
    confidence,
    toLift: (lift) => lift,
    note: null,
  });
  return { ...estimate, jackknifeStandardError: several ? jackknifeStandardError(stores, pooled) : null };
}

/** psi_s = (C_as - p_a N_as) / (p_h N_a) - (1 + R) (C_hs - p_h N_hs) / C_h: no division by the AI numerator. */
function linearisedStandardError(stores: readonly StoreArms[], pooled: StoreArms): number {
  const aiRate = rate(pooled.ai);
  const humanRate = rate(pooled.human);
  const ratio = rateRatio(pooled);
  const squares = stores.reduce((sum, { ai, human }) => {
    const aiPart = (ai.numerator - aiRate * ai.denominator) / (humanRate * pooled.ai.denominator);
    const humanPart = (human.numerator - humanRate * human.denominator) / pooled.human.numerator;
    return sum + (aiPart - ratio * humanPart) ** 2;
  }, 0);
  return Math.sqrt((stores.length / (stores.length - 1)) * squares);
}

function jackknifeStandardError(stores: readonly StoreArms[], pooled: StoreArms): number {
  const without = stores.map((store) =>
    rateRatio({ ai: difference(pooled.ai, store.ai), human: difference(pooled.human, store.human) }),
  );
  const mean = without.reduce((sum, ratio) => sum + ratio, 0) / stores.length;
  const squares = without.reduce((sum, ratio) => sum + (ratio - mean) ** 2, 0);
  return Math.sqrt(((stores.length - 1) / stores.length) * squares);
}

const poolStores = (stores: readonly StoreArms[]): StoreArms =>
  stores.reduce<StoreArms>(
    (pooled, store) => ({ ai: sum(pooled.ai, store.ai), human: sum(pooled.human, store.human) }),
    { ai: NOTHING, human: NOTHING },
  );

const NOTHING: Arm = { numerator: 0, denominator: 0 };

const sum = (a: Arm, b: Arm): Arm => ({
  numerator: a.numerator + b.numerator,
  denominator: a.denominator + b.denominator,
});

const difference = (a: Arm, b: Arm): Arm => ({
  numerator: a.numerator - b.numerator,
  denominator: a.denominator - b.denominator,
});
