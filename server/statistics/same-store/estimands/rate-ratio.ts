import { ARM_NAMES, type ArmName, ITEMS_OF, rate, type StoreArms } from '../arms.js';
import { nothingOfAi, type Sample } from '../sample.js';
import { storeLift } from '../store-lift.js';
import {
  type EstimateOverStores,
  noStoresEstimate,
  oneStoreEstimate,
  storesEstimate,
  storesValue,
} from '../stores-estimate.js';
import { rateVariances } from '../variance/arm-variance.js';
import { type FewStoresInterval, fewStoresInterval, NO_FEW_STORES } from './few-stores.js';
import { noStores } from './mean-over-stores.js';

/** A ratio of average rates. */
export type RateRatio = EstimateOverStores &
  FewStoresInterval & {
    /** 1 / sum of the squared weights: as many stores of equal weight would know as much. Null without a ratio. */
    readonly effectiveStores: number | null;
  };

/** A store's weighted rates, and its weight. */
interface Term {
  readonly store: StoreArms;
  readonly weight: number;
  readonly ai: number;
  readonly human: number;
}

/**
 * R = sum w p_a / sum w p_h - 1, computed on the log scale, on which `standardError` is: between stores by deleting
 * one at a time, SE^2 = (S - 1) / S sum (y_(-s) - mean)^2; within stores sqrt(sum w^2 v_a / (sum w p_a)^2 + sum w^2
 * v_h / (sum w p_h)^2). Exchanging the arms gives the reciprocal.
 *
 * @param weightOf of a store, the same for both arms
 * @see Quenouille, "Notes on Bias in Estimation", Biometrika 43, 1956 (the jackknife)
 */
export function rateRatioEstimate(
  stores: readonly StoreArms[],
  weightOf: (store: StoreArms) => number,
  { sample, note }: { readonly sample: Sample; readonly note: string | null },
): RateRatio {
  const terms = stores.map((store): Term => {
    const weight = weightOf(store);
    return { store, weight, ai: weight * rate(store.ai), human: weight * rate(store.human) };
  });
  const total = { ai: sumOf(terms, 'ai'), human: sumOf(terms, 'human') };
  const isRatio = total.ai > 0 && total.human > 0;
  const answer = withoutInterval(terms, total, { sample, note });
  if (answer !== null)
    return { ...answer, ...NO_FEW_STORES, effectiveStores: isRatio ? effectiveStores(terms, total) : null };
  const effective = effectiveStores(terms, total);
  const spread = {
    center: Math.log(total.ai / total.human),
    between: jackknifeError(terms, total),
    within: withinError(terms, total),
    stores: stores.length,
    confidence: sample.settings.confidence,
    toLift: Math.expm1,
    note,
    withheld: null,
  };
  return {
    ...storesEstimate(spread),
    ...fewStoresInterval(spread, effective),
    effectiveStores: effective,
  };
}

/** The value of `rateRatioEstimate`. */
export function rateRatioValue(
  stores: readonly StoreArms[],
  weightOf: (store: StoreArms) => number,
): number | null {
  const sums = { ai: 0, human: 0 };
  const positive = { ai: 0, human: 0 };
  for (const store of stores) {
    const weight = weightOf(store);
    for (const arm of ARM_NAMES) {
      sums[arm] += weight * rate(store[arm]);
      if (store[arm].numerator > 0) positive[arm]++;
    }
  }
  if (positive.human === 0) return null;
  if (positive.ai === 0) return -1;
  const isLone = stores.length > 1 && (positive.ai === 1 || positive.human === 1);
  return isLone ? null : sums.ai / sums.human - 1;
}

type Totals = Readonly<Record<ArmName, number>>;

const sumOf = (terms: readonly Term[], arm: ArmName) => terms.reduce((sum, term) => sum + term[arm], 0);

/** What can be said if there is no spread over stores to compute; null if there is. */
function withoutInterval(
  terms: readonly Term[],
  total: Totals,
  { sample, note }: { readonly sample: Sample; readonly note: string | null },
): EstimateOverStores | null {
  const { words } = sample.settings;
  if (terms.length === 0) return noStores(note);
  if (total.human === 0)
    return noStoresEstimate(
      `Human-designed items have no ${words.numerator} in any store, so that there is no baseline.`,
      terms.length,
    );
  if (total.ai === 0) return storesValue(-1, nothingOfAi(sample), terms.length);
  if (terms.length === 1)
    return oneStoreEstimate(total.ai / total.human - 1, storeLift(terms[0]!.store, sample), note);
  const lone = ARM_NAMES.find((arm) => terms.filter((term) => term[arm] > 0).length === 1);
  return lone === undefined
    ? null
    : noStoresEstimate(
        `Only one store has ${words.numerator} of ${ITEMS_OF[lone]}: without it there is no ratio, so that stores cannot be compared.`,
        terms.length,
      );
}

function jackknifeError(terms: readonly Term[], total: Totals): number {
  const without = terms.map(({ ai, human }) => Math.log((total.ai - ai) / (total.human - human)));
  const mean = without.reduce((sum, value) => sum + value, 0) / terms.length;
  const squares = without.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(((terms.length - 1) / terms.length) * squares);
}

function withinError(terms: readonly Term[], total: Totals): number | null {
  let sum = 0;
  for (const { store, weight } of terms) {
    const { ai, human } = rateVariances(store);
    if (ai === null || human === null) return null;
    sum += weight ** 2 * (ai / total.ai ** 2 + human / total.human ** 2);
  }
  return Math.sqrt(sum);
}

function effectiveStores(terms: readonly Term[], total: Totals): number {
  const squares = terms.reduce(
    (sum, { ai, human }) => sum + ((ai / total.ai + human / total.human) / 2) ** 2,
    0,
  );
  return 1 / squares;
}
