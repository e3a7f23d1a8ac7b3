import type { EstimateOverStores } from '../../estimate.js';
import { meanOverStores } from '../../mean-over-stores.js';
import { type MetricWords, rateRatio, relativeVariance, type StoreArms } from '../arms.js';
import { leaveOut } from '../exclusion.js';
import type { SameStoreSettings } from '../settings.js';

/**
 * `equalWeight` without its ratio bias to first order: the mean of r_s - (1 + r_s) Var(h_s) / h_s^2 with
 * h_s the human rate. Same target, for stores with few human successes. `standardError` is on the scale
 * of the lift.
 *
 * @param stores not excluded; those whose variance is unknown are left out and named in `reason`
 * @see Cochran, "Sampling Techniques", 3rd ed. 1977, section 6.8 (bias of the ratio estimate)
 */
export function biasCorrected(stores: readonly StoreArms[], settings: SameStoreSettings): EstimateOverStores {
  const { confidence, words } = settings;
  const { kept, note } = leaveOut(stores, (store) => whyNotBiasCorrected(store, words));
  const lifts = kept.map((store) => {
    const ratio = rateRatio(store);
    return ratio - 1 - ratio * relativeVariance(store.human, words).value!;
  });
  return meanOverStores(lifts, { confidence, toLift: (lift) => lift, note });
}

/** Why the correction of a store that is not excluded is unknown; null if it is known. */
export const whyNotBiasCorrected = ({ ai, human }: StoreArms, words: MetricWords): string | null =>
  relativeVariance(human, words).reason ?? (ai.numerator > 0 ? relativeVariance(ai, words).reason : null);
