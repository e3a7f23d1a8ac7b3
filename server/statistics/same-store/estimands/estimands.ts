import type { EstimateOverStores } from '../../estimate.js';
import type { StoreArms } from '../arms.js';
import type { SameStoreSettings } from '../settings.js';
import { biasCorrected } from './bias-corrected.js';
import { equalWeight } from './equal-weight.js';
import { logRatio } from './log-ratio.js';
import { randomEffects } from './random-effects.js';
import { trafficWeighted } from './traffic-weighted.js';

/** The answers over stores by name; one of them is the headline, chosen before looking. */
export type EstimandName = 'equalWeight' | 'logRatio' | 'biasCorrected' | 'trafficWeighted' | 'randomEffects';

/** Each takes stores that are not excluded. */
export const ESTIMANDS: Readonly<
  Record<EstimandName, (stores: readonly StoreArms[], settings: SameStoreSettings) => EstimateOverStores>
> = { equalWeight, logRatio, biasCorrected, trafficWeighted, randomEffects };
