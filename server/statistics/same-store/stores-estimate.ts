import { normalCritical, normalTwoSidedPValue, tCritical, tTwoSidedPValue } from '../distributions.js';
import { type Estimate, noEstimate, pointEstimate, withNote } from '../estimate.js';

/** Which noise decided how wide an interval is. */
export type HalfWidthSource = 'BETWEEN_STORES' | 'WITHIN_STORES';

/** An estimate over stores. Its `standardError` is the one between stores. */
export type EstimateOverStores = Estimate & {
  /** Stores it rests on. */
  readonly stores: number;
  /** Standard error from the noise inside the stores, on the scale of `standardError`; null with one store. */
  readonly withinStandardError: number | null;
  /** Null without a standard error of either kind. */
  readonly halfWidthFrom: HalfWidthSource | null;
};

/** What an interval over independent stores is made of. */
export interface StoresSpread {
  /** Estimate on the scale it is computed on: a lift, or the logarithm of a ratio. */
  readonly center: number;
  /** Standard error that the spread of the stores shows, on the same scale. */
  readonly between: number;
  /** Standard error that the noise inside the stores makes; null if unknown. */
  readonly within: number | null;
  /** At least two. */
  readonly stores: number;
  readonly confidence: number;
  /** From that scale to a lift; increasing, and zero at zero. */
  readonly toLift: (value: number) => number;
  /** Which stores are left out and why; null if none. */
  readonly note: string | null;
  /** Why the interval is not shown although it could be computed; null if it is. */
  readonly withheld: string | null;
}

/**
 * `center +- max(t_{S - 1} between, z within)`, carried over to lifts, with the larger of the two p-values: stores
 * that happen to agree do not make an estimate more certain than the noise inside them lets it be.
 */
export function storesEstimate(spread: StoresSpread): EstimateOverStores {
  const { center, between, within, stores, confidence, toLift, note } = spread;
  const withheld = spread.withheld ?? (within === null ? UNKNOWN_NOISE : null);
  const ofStores = tCritical(confidence, stores - 1) * between;
  const ofNoise = within === null ? 0 : normalCritical(confidence) * within;
  const errors = {
    standardError: between,
    withinStandardError: within,
    halfWidthFrom: ofStores >= ofNoise ? ('BETWEEN_STORES' as const) : ('WITHIN_STORES' as const),
    stores,
  };
  if (withheld !== null || within === null)
    return { ...pointEstimate(toLift(center), withNote(withheld ?? UNKNOWN_NOISE, note)), ...errors };
  const halfWidth = Math.max(ofStores, ofNoise);
  return {
    value: toLift(center),
    lower: Math.max(-1, toLift(center - halfWidth)),
    upper: Math.min(Number.MAX_VALUE, toLift(center + halfWidth)),
    pValue: Math.max(
      pValueOf(center, between, (t) => tTwoSidedPValue(t, stores - 1)),
      pValueOf(center, within, normalTwoSidedPValue),
    ),
    reason: note,
    ...errors,
  };
}

/** Of an estimate whose error may be zero, as it is of stores that are all alike. */
const pValueOf = (center: number, error: number, ofQuotient: (quotient: number) => number): number =>
  center === 0 ? 1 : ofQuotient(center / error);

/** The answer of a single store: its own interval, which knows nothing of other stores. */
export function oneStoreEstimate(value: number, own: Estimate, note: string | null): EstimateOverStores {
  if (own.lower === null) return storesValue(value, withNote(own.reason, note), 1);
  if (value < own.lower || value > own.upper) return storesValue(value, withNote(ONE_STORE_UNFIT, note), 1);
  const { lower, upper, pValue } = own;
  const interval = { value, lower, upper, standardError: null, stores: 1, withinStandardError: null };
  const reason = withNote(own.reason === null ? ONE_STORE : `${ONE_STORE} ${own.reason}`, note);
  return { ...interval, pValue, reason, halfWidthFrom: 'WITHIN_STORES' };
}

const NO_ERRORS = { withinStandardError: null, halfWidthFrom: null } as const;

/** A value of `stores` stores without any error. */
export const storesValue = (value: number, reason: string, stores: number): EstimateOverStores => ({
  ...pointEstimate(value, reason),
  ...NO_ERRORS,
  stores,
});

/** Nothing, although there are `stores` stores. */
export const noStoresEstimate = (reason: string, stores: number): EstimateOverStores => ({
  ...noEstimate(reason),
  ...NO_ERRORS,
  stores,
});

const ONE_STORE = "One store: this is the store's own interval and says nothing about other stores.";
const ONE_STORE_UNFIT =
  'No interval or verdict: one store has no interval but its own, and this value lies outside of it.';
const UNKNOWN_NOISE =
  'No interval or verdict: the squares of the amounts were not kept, so that the noise inside the stores is unknown.';
