import { requireStoreArms, type StoreArms } from './arms.js';
import { type Answer, answerOf, ESTIMANDS, type EstimandName } from './estimands/estimands.js';
import type { RandomEffects } from './estimands/random-effects.js';
import type { RateRatio } from './estimands/rate-ratio.js';
import { type Exclusion, exclusion } from './exclusion.js';
import { type Sample, sampleOf } from './sample.js';
import { requireSettings, type SameStoreSettings } from './settings.js';
import { type ShrunkLift, shrunkLift } from './shrunk-lift.js';
import { type StoreLift, storeLift } from './store-lift.js';
import type { EstimateOverStores } from './stores-estimate.js';

/** The answers over stores by their estimand. */
export interface Answers extends Readonly<Record<EstimandName, Answer<EstimateOverStores>>> {
  readonly averageRates: Answer<RateRatio>;
  readonly trafficWeighted: Answer<RateRatio>;
  readonly randomEffects: Answer<RandomEffects>;
}

/** Who is compared, and what else is known of items. */
export interface ComparedStores {
  /** Totals per store; all arms of one metric. */
  readonly stores: readonly StoreArms[];
  /** Stores over which the variance of items is pooled: `stores`, and others of the same question. */
  readonly pool: readonly StoreArms[];
}

/**
 * The answer under one estimand alone, as `sameStoreLift` gives it: less work, for many sets of stores.
 *
 * @throws {RangeError} as `sameStoreLift`
 */
export function sameStoreAnswer(
  estimand: EstimandName,
  compared: ComparedStores,
  settings: SameStoreSettings,
): Answers[EstimandName] {
  const sample = checkedSample(compared, settings);
  return answerOf<EstimateOverStores>(ESTIMANDS[estimand], compared.stores, sample);
}

function checkedSample({ stores, pool }: ComparedStores, settings: SameStoreSettings): Sample {
  requireSettings(settings);
  stores.forEach(requireStoreArms);
  if (pool !== stores) pool.forEach(requireStoreArms);
  return sampleOf(stores, settings, pool);
}

/** Every answer to "does the AI item do better in the same store", side by side. */
export interface SameStoreLift extends Answers, Pick<Sample, 'pooledItemVariance' | 'pooledRate'> {
  /** Stores without a lift of their own. Estimands that compare averages of rates may use them nevertheless. */
  readonly excluded: readonly Exclusion[];
  /** One a store, in the order of the input, excluded ones too. */
  readonly stores: readonly (StoreLift & ShrunkLift)[];
}

/**
 * Same-store lift of AI-generated over human-designed items under every estimand.
 *
 * Stores are independent draws, and items are draws from those a store could have; within a store the two arms are
 * compared with each other, so that what is common to a store cancels. Which estimand is the headline is decided
 * before looking. `excluded` are stores with a zero denominator in either arm, below the minimum, or with a human
 * numerator of 0; each estimand lists those that it leaves out itself.
 *
 * @param stores totals per store; all arms of one metric
 * @param pool   stores over which the variance of items is pooled: `stores`, and others of the same question, so that
 *   a store has the same interval whichever others are asked for
 * @returns lifts as fractions (0.138 is +13.8 %); what cannot be computed is null with a reason
 * @throws {RangeError} if a total is NaN, infinite or negative, or a setting is impossible
 */
export function sameStoreLift(
  stores: readonly StoreArms[],
  settings: SameStoreSettings,
  pool: readonly StoreArms[] = stores,
): SameStoreLift {
  const sample = checkedSample({ stores, pool }, settings);
  const whyNot = stores.map((store) => exclusion(store, settings));
  const randomEffects = answerOf(ESTIMANDS.randomEffects, stores, sample);
  return {
    averageRates: answerOf(ESTIMANDS.averageRates, stores, sample),
    equalWeight: answerOf(ESTIMANDS.equalWeight, stores, sample),
    logRatio: answerOf(ESTIMANDS.logRatio, stores, sample),
    biasCorrected: answerOf(ESTIMANDS.biasCorrected, stores, sample),
    trafficWeighted: answerOf(ESTIMANDS.trafficWeighted, stores, sample),
    randomEffects,
    pooledItemVariance: sample.pooledItemVariance,
    pooledRate: sample.pooledRate,
    excluded: whyNot.flatMap((reason, index) => (reason === null ? [] : [{ index, reason: `${reason}.` }])),
    stores: stores.map((store) => {
      const own = storeLift(store, sample);
      return { ...own, ...shrunkLift(own, randomEffects) };
    }),
  };
}
