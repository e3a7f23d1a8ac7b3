import type { EstimateOverStores } from '../../estimate.js';
import { meanOverStores } from '../../mean-over-stores.js';
import { type MetricWords, rateRatio, type StoreArms } from '../arms.js';
import { leaveOut } from '../exclusion.js';
import { noAiNumerator } from '../log-ratio-variance.js';
import type { SameStoreSettings } from '../settings.js';

/**
 * The typical store: exp(mean of ln(1 + r_s)) - 1, the geometric mean of the ratios. Symmetric in AI and
 * human, robust to one lucky small store. `standardError` is on the log scale; value and bounds are not.
 *
 * @param stores not excluded; those without an AI numerator are left out and named in `reason`
 */
export function logRatio(
  stores: readonly StoreArms[],
  { confidence, words }: SameStoreSettings,
): EstimateOverStores {
  const { kept, note } = leaveOut(stores, (store) => whyNotLogRatio(store, words));
  return meanOverStores(
    kept.map((store) => Math.log(rateRatio(store))),
    { confidence, toLift: Math.expm1, note },
  );
}

/** Why a store that is not excluded has no logarithm of its ratio; null if it has one. */
export const whyNotLogRatio = ({ ai }: StoreArms, words: MetricWords): string | null =>
  ai.numerator > 0 ? null : noAiNumerator(words);
