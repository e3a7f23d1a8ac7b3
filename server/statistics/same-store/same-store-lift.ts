import type { Estimate, EstimateOverStores } from '../estimate.js';
import { requireStoreArms, type StoreArms } from './arms.js';
import { biasCorrected } from './estimands/bias-corrected.js';
import { equalWeight } from './estimands/equal-weight.js';
import { logRatio } from './estimands/log-ratio.js';
import { type RandomEffects, randomEffects } from './estimands/random-effects.js';
import { type TrafficWeighted, trafficWeighted } from './estimands/traffic-weighted.js';
import { exclusion } from './exclusion.js';
import { requireSettings, type SameStoreSettings } from './settings.js';
import { storeLift } from './store-lift.js';

/** A store that no estimand uses, by its position in the input. */
export interface Exclusion {
  readonly index: number;
  readonly reason: string;
}

/** Every answer to "does the AI item do better in the same store", side by side. */
export interface SameStoreLift {
  readonly equalWeight: EstimateOverStores;
  readonly logRatio: EstimateOverStores;
  readonly biasCorrected: EstimateOverStores;
  readonly trafficWeighted: TrafficWeighted;
  readonly randomEffects: RandomEffects;
  readonly excluded: readonly Exclusion[];
  /** One a store, in the order of the input, excluded ones too. */
  readonly stores: readonly Estimate[];
}

/**
 * Same-store lift of AI-generated over human-designed items under every estimand.
 *
 * Stores are independent draws; within a store the two arms are compared with each other, so that what
 * is common to a store cancels. Which estimand is the headline is decided before looking.
 * Excluded are stores with a zero denominator in either arm, below the minimum, or with a human numerator of
 * 0; single estimands leave out more and say so in their `reason`.
 *
 * @param stores totals per store; all arms of one metric
 * @returns lifts as fractions (0.138 is +13.8 %); what cannot be computed is null with a reason
 * @throws {RangeError} if a total is NaN, infinite or negative, or a setting is impossible
 */
export function sameStoreLift(stores: readonly StoreArms[], settings: SameStoreSettings): SameStoreLift {
  requireSettings(settings);
  stores.forEach(requireStoreArms);
  const whyNot = stores.map((store) => exclusion(store, settings.minimumDenominator, settings.words));
  const usable = stores.filter((_, index) => whyNot[index] === null);
  return {
    equalWeight: equalWeight(usable, settings),
    logRatio: logRatio(usable, settings),
    biasCorrected: biasCorrected(usable, settings),
    trafficWeighted: trafficWeighted(usable, settings),
    randomEffects: randomEffects(usable, settings),
    excluded: whyNot.flatMap((reason, index) => (reason === null ? [] : [{ index, reason: `${reason}.` }])),
    stores: stores.map((store) => storeLift(store, settings)),
  };
}
