import type { EstimateOverStores } from '../../estimate.js';
import { meanOverStores } from '../../mean-over-stores.js';
import { rateRatio, type StoreArms } from '../arms.js';
import type { SameStoreSettings } from '../settings.js';

/**
 * The paper's online metric: the mean of r_s = AI rate / human rate - 1, every store with the same
 * weight. Answers "what does a store gain on average". `standardError` is on the scale of the lift.
 *
 * A ratio is biased upwards by about (1 + r_s) Var(human rate) / rate^2: see `biasCorrected`.
 *
 * @param stores not excluded
 * @see "Sell It Before You Make It", arXiv 2503.22182, online evaluation
 */
export const equalWeight = (
  stores: readonly StoreArms[],
  { confidence }: SameStoreSettings,
): EstimateOverStores =>
  meanOverStores(
    stores.map((store) => rateRatio(store) - 1),
    { confidence, toLift: (lift) => lift, note: null },
  );
