import type { EstimateOverStores } from '../../estimate.js';
import type { MetricWords, StoreArms } from '../arms.js';
import type { SameStoreSettings } from '../settings.js';
import { biasCorrected, whyNotBiasCorrected } from './bias-corrected.js';
import { equalWeight } from './equal-weight.js';
import { logRatio, whyNotLogRatio } from './log-ratio.js';
import { randomEffects, whyNotRandomEffects } from './random-effects.js';
import { trafficWeighted } from './traffic-weighted.js';

/** The answers over stores by name; one of them is the headline, chosen before looking. */
export type EstimandName = 'equalWeight' | 'logRatio' | 'biasCorrected' | 'trafficWeighted' | 'randomEffects';

/** Each takes stores that are not excluded. */
export const ESTIMANDS: Readonly<
  Record<EstimandName, (stores: readonly StoreArms[], settings: SameStoreSettings) => EstimateOverStores>
> = { equalWeight, logRatio, biasCorrected, trafficWeighted, randomEffects };

const usesEveryStore = () => null;

const WHY_NOT: Readonly<Record<EstimandName, (store: StoreArms, words: MetricWords) => string | null>> = {
  equalWeight: usesEveryStore,
  logRatio: whyNotLogRatio,
  biasCorrected: whyNotBiasCorrected,
  trafficWeighted: usesEveryStore,
  randomEffects: whyNotRandomEffects,
};

/** Whether a store that is not excluded goes into an estimand; its `reason` counts those that do not. */
export const usesStore = (estimand: EstimandName, store: StoreArms, words: MetricWords): boolean =>
  WHY_NOT[estimand](store, words) === null;
