import type { StoreArms } from '../arms.js';
import type { Sample } from '../sample.js';
import type { EstimateOverStores } from '../stores-estimate.js';

/** One way to sum up the stores in one number. */
export interface Estimand<T extends EstimateOverStores = EstimateOverStores> {
  /** Whether it averages ratios, so that a store without human numerators cannot be used. */
  readonly needsBaseline: boolean;
  /** Why it leaves out a store that the comparison does not exclude already; in lower case, null if it does not. */
  readonly whyNot: (store: StoreArms, sample: Sample) => string | null;
  /**
   * @param stores that it can use
   * @param note   which stores are left out and why; null if none
   */
  readonly estimate: (stores: readonly StoreArms[], sample: Sample, note: string | null) => T;
  /** The value of `estimate` without the work of its interval; for the placebo, which asks for hundreds of values. */
  readonly value: (stores: readonly StoreArms[], sample: Sample) => number | null;
}

export const usesEveryStore = () => null;
