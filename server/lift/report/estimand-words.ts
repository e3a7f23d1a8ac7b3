import type { EstimandName, SameStoreSettings } from '../../statistics/index.js';

type Words = SameStoreSettings['words'];

/** What must stand next to the number of each estimand, of a metric with these words. */
const CAVEATS: Readonly<Record<EstimandName, (words: Words) => string>> = {
  averageRates: () => 'A few stores with high rates can dominate: see the effective stores.',
  equalWeight: ({ counted }) => `The estimand of the paper; it runs high with few items or ${counted}.`,
  biasCorrected: ({ counted }) =>
    `Approximate: withheld under 20 expected ${counted} of human-designed items per store, and still high with few items.`,
  logRatio: ({ counted }) =>
    `The geometric-mean store; it tilts against the arm with fewer items or ${counted}, and drops stores without ${counted}.`,
  trafficWeighted: () => 'Compares within each store, and large stores dominate: see the effective stores.',
  randomEffects: ({ counted }) =>
    `A precision-weighted geometric mean of stores; unreliable with few ${counted} or unequal arms.`,
};

export const caveatOf = (estimand: EstimandName, words: Words): string => CAVEATS[estimand](words);

/** How the stores are weighed, after an answer that does not say so itself. */
export const METHODS: Readonly<Record<EstimandName, string>> = {
  averageRates: "Every store's rate counts once; stores with higher human rates weigh more in the lift.",
  equalWeight: "Every store's lift counts once.",
  biasCorrected: "Every store's lift counts once, corrected for small counts.",
  logRatio: 'This is the lift of the geometric-mean store.',
  trafficWeighted: 'Stores are compared within themselves; large stores weigh more.',
  randomEffects: 'Stores that are measured more precisely weigh more.',
};

/** Fewer effective stores than this, or than a third of the stores: a few stores decide the answer. */
const MINIMUM_EFFECTIVE_STORES = 10;
const MINIMUM_EFFECTIVE_SHARE = 1 / 3;

/** What is said of an answer that a few stores decide; null if many do, or if there is one store only. */
export function fewEffectiveStores(
  effectiveStores: number | null | undefined,
  stores: number,
): string | null {
  if (effectiveStores == null || stores < 2) return null;
  const isEnough =
    effectiveStores >= MINIMUM_EFFECTIVE_STORES && effectiveStores >= stores * MINIMUM_EFFECTIVE_SHARE;
  return isEnough
    ? null
    : `Only ${effectiveStores.toFixed(1)} effective stores of ${stores}: a few stores decide this answer.`;
}
