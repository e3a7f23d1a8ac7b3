import { withNote } from '../../estimate.js';
import { rate, type StoreArms } from '../arms.js';
import type { Sample } from '../sample.js';
import { storeLift } from '../store-lift.js';
import {
  type EstimateOverStores,
  noStoresEstimate,
  oneStoreEstimate,
  storesEstimate,
  storesValue,
} from '../stores-estimate.js';
import { rateVariances } from '../variance/arm-variance.js';

/** How an unweighted mean over stores is made and carried to a lift. */
export interface StoreMean {
  /** One a store, on the scale the mean is taken on. */
  readonly values: readonly number[];
  /** Standard error of the mean from the noise inside the stores, on that scale; null if unknown. */
  readonly within: number | null;
  readonly toLift: (value: number) => number;
  /** Which stores are left out and why; null if none. */
  readonly note: string | null;
  /** Why no interval is shown; null if it is. */
  readonly withheld: string | null;
}

/** Unweighted mean over stores with SE = sd / sqrt(S), never narrower than the noise inside the stores. */
export function meanOverStores(
  stores: readonly StoreArms[],
  { values, within, toLift, note, withheld }: StoreMean,
  sample: Sample,
): EstimateOverStores {
  const count = values.length;
  if (count === 0) return noStores(note);
  const center = values.reduce((sum, value) => sum + value, 0) / count;
  if (count === 1)
    return withheld === null
      ? oneStoreEstimate(toLift(center), storeLift(stores[0]!, sample), note)
      : storesValue(toLift(center), withNote(withheld, note), 1);
  return storesEstimate({
    ...{ center, within, toLift, note, withheld },
    between: Math.sqrt(sampleVariance(values, center) / count),
    stores: count,
    confidence: sample.settings.confidence,
  });
}

const sampleVariance = (values: readonly number[], mean: number) =>
  values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);

/** The answer if no store is left. */
export const noStores = (note: string | null): EstimateOverStores =>
  noStoresEstimate(withNote('No store can be compared.', note), 0);

/** Standard error of a mean of ratios from the noise inside the stores: sqrt(sum v_a / p_h^2 + p_a^2 v_h / p_h^4) / S. */
export const withinOfRatios = (stores: readonly StoreArms[]) =>
  within(stores, ({ ai, human }, ofAi, ofHuman) => {
    const [p, q] = [rate(ai), rate(human)];
    return ofAi / q ** 2 + (p ** 2 * ofHuman) / q ** 4;
  });

/** The same of a mean of log ratios: sqrt(sum v_a / p_a^2 + v_h / p_h^2) / S. */
export const withinOfLogRatios = (stores: readonly StoreArms[]) =>
  within(stores, ({ ai, human }, ofAi, ofHuman) => ofAi / rate(ai) ** 2 + ofHuman / rate(human) ** 2);

function within(
  stores: readonly StoreArms[],
  varianceOf: (store: StoreArms, ofAi: number, ofHuman: number) => number,
): number | null {
  let sum = 0;
  for (const store of stores) {
    const { ai, human } = rateVariances(store);
    if (ai === null || human === null) return null;
    sum += varianceOf(store, ai, human);
  }
  return Math.sqrt(sum) / stores.length;
}
