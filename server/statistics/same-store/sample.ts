import { quantile } from '../quantile.js';
import { type ArmName, ITEMS_OF, pooledRateOf, type StoreArms } from './arms.js';
import type { SameStoreSettings } from './settings.js';
import { type PooledItemVariance, pooledItemVariance } from './variance/pooled-item-variance.js';

/** What is known of all stores together, and what was decided before. */
export interface Sample {
  readonly settings: SameStoreSettings;
  readonly pooledItemVariance: PooledItemVariance;
  /**
   * All counts over all traffic of the stores that are compared, both arms; null without traffic. Not of other stores:
   * whether these have counts enough is about their own rates.
   */
  readonly pooledRate: number | null;
}

/**
 * @param stores all stores that are compared, also those that no estimand uses
 * @param pool   the stores that say how much items differ: those that are compared, and others of the same question
 */
export function sampleOf(
  stores: readonly StoreArms[],
  settings: SameStoreSettings,
  pool: readonly StoreArms[] = stores,
): Sample {
  let variance: PooledItemVariance | null = null;
  return {
    settings,
    /** Computed if it is asked for: most values do not need it. */
    get pooledItemVariance() {
      variance ??= pooledItemVariance(pool);
      return variance;
    },
    pooledRate: pooledRateOf(stores),
  };
}

/** Clicks (orders) that an arm would have at the pooled rate. */
export const expectedCount = (store: StoreArms, arm: ArmName, { pooledRate }: Sample): number =>
  store[arm].denominator * (pooledRate ?? 0);

/** Expected clicks (orders) in an arm that the middle store needs before a ratio of counts can be averaged. */
const MINIMUM_EXPECTED = 20;

/**
 * Why ratios of these stores are not averaged: with so few counts in either arm their average is biased; null if they
 * can be. Of one store nothing is averaged: it has its own interval.
 */
export const tooFewToAverage = (stores: readonly StoreArms[], sample: Sample) =>
  stores.length < 2 ? null : tooFewCounts(stores, ['ai', 'human'], sample);

/**
 * Why so few counts say too little, as the cause within a sentence; null if there are enough.
 *
 * @param arms the arms that must have enough
 */
export function tooFewCounts(stores: readonly StoreArms[], arms: readonly ArmName[], sample: Sample) {
  const { words } = sample.settings;
  if (stores.length === 0) return null;
  const short = arms.filter((arm) => medianExpected(stores, arm, sample) < MINIMUM_EXPECTED);
  if (short.length === 0) return null;
  const which = stores.length === 1 ? 'the store has' : 'half of the stores have';
  const items = short.map((arm) => ITEMS_OF[arm]).join(' and of ');
  return `${which} traffic for fewer than ${MINIMUM_EXPECTED} ${words.counted} of ${items}`;
}

function medianExpected(stores: readonly StoreArms[], arm: ArmName, sample: Sample): number {
  const expected = stores.map((store) => expectedCount(store, arm, sample)).sort((a, b) => a - b);
  return quantile(expected, 0.5);
}

/** Why there is no verdict on an arm of zeros. */
export const nothingOfAi = ({ settings: { words } }: Sample) =>
  `No interval or verdict: AI-generated items have no ${words.numerator} in any store.`;
