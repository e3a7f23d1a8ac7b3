import { normalCritical, normalTwoSidedPValue } from '../distributions.js';
import { type Estimate, noEstimate, pointEstimate } from '../estimate.js';
import { rateRatio, type StoreArms } from './arms.js';
import { exclusion } from './exclusion.js';
import { logRatioVariance } from './log-ratio-variance.js';
import type { SameStoreSettings } from './settings.js';

/**
 * The lift of one store, r_s = AI rate / human rate - 1, with exp(ln(1 + r_s) +- z sqrt(v_s)) - 1.
 *
 * `standardError` is on the log scale. An excluded store has no value; a store without v_s (no AI
 * numerator, say) has a value and no interval; each with its reason.
 */
export function storeLift(store: StoreArms, settings: SameStoreSettings): Estimate {
  const { confidence, minimumDenominator, words } = settings;
  const excluded = exclusion(store, minimumDenominator, words);
  if (excluded !== null) return noEstimate(`${excluded}.`);

  const ratio = rateRatio(store);
  const variance = logRatioVariance(store, words);
  if (variance.value === null) return pointEstimate(ratio - 1, `No interval: ${variance.reason}.`);

  const center = Math.log(ratio);
  const standardError = Math.sqrt(variance.value);
  const halfWidth = normalCritical(confidence) * standardError;
  return {
    value: ratio - 1,
    lower: Math.expm1(center - halfWidth),
    upper: Math.expm1(center + halfWidth),
    standardError,
    pValue: normalTwoSidedPValue(center / standardError),
    reason: null,
  };
}
