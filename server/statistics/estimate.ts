import { tCritical, tTwoSidedPValue } from './distributions.js';

/** A value with its interval. `reason` says what was left out of it, if anything. */
interface IntervalEstimate {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
  /** On the scale the estimand is computed on; see each estimand. */
  readonly standardError: number;
  /** Two-sided, of "no lift"; below 1 - confidence exactly where the interval excludes zero. */
  readonly pValue: number;
  readonly reason: string | null;
}

/** A value whose uncertainty cannot be computed; `reason` says why. */
interface PointEstimate {
  readonly value: number;
  readonly lower: null;
  readonly upper: null;
  readonly standardError: null;
  readonly pValue: null;
  readonly reason: string;
}

/** Nothing can be computed; `reason` says why. */
interface NoEstimate {
  readonly value: null;
  readonly lower: null;
  readonly upper: null;
  readonly standardError: null;
  readonly pValue: null;
  readonly reason: string;
}

/** An estimate, or as much of it as the data allow. Lifts are fractions: 0.138 is +13.8 %. */
export type Estimate = IntervalEstimate | PointEstimate | NoEstimate;

/** An estimate over stores, with the number of stores it rests on. */
export type EstimateOverStores = Estimate & { readonly stores: number };

const NO_INTERVAL = { lower: null, upper: null, standardError: null, pValue: null } as const;

export const noEstimate = (reason: string) => ({ value: null, ...NO_INTERVAL, reason }) as const;

export const pointEstimate = (value: number, reason: string) => ({ value, ...NO_INTERVAL, reason }) as const;

/** Below this a spread is rounding noise: ratios carry about 1e-16, sums of thousands a little more. */
export const MIN_SPREAD = 1e-12;

/** What an interval over independent stores is made of. */
export interface StoreMean {
  /** Estimate on the scale it is computed on: a lift, or the logarithm of a ratio. */
  readonly center: number;
  /** On the same scale; null with fewer than two stores. */
  readonly standardError: number | null;
  readonly stores: number;
  readonly confidence: number;
  /** From that scale to a lift; increasing, and zero at zero. */
  readonly toLift: (value: number) => number;
  /** Which stores are left out and why; null if none. */
  readonly note: string | null;
}

/**
 * `center +- t_{stores - 1} standardError`, carried over to lifts.
 *
 * One store has no spread over stores, and a spread of exactly zero comes from identical or degenerate
 * stores, not from certainty: in both cases the value is given and the interval is null with a reason.
 */
export function storeMeanEstimate(mean: StoreMean): EstimateOverStores {
  const { center, standardError, stores, confidence, toLift, note } = mean;
  const value = toLift(center);
  if (standardError === null) return { ...pointEstimate(value, withNote(ONE_STORE, note)), stores };
  if (standardError <= MIN_SPREAD * Math.max(1, Math.abs(center)))
    return { ...pointEstimate(value, withNote(NO_SPREAD, note)), stores };
  const halfWidth = tCritical(confidence, stores - 1) * standardError;
  return {
    value,
    lower: toLift(center - halfWidth),
    upper: toLift(center + halfWidth),
    standardError,
    pValue: tTwoSidedPValue(center / standardError, stores - 1),
    stores,
    reason: note,
  };
}

/** The answer where not one store is left. */
export const noStores = (note: string | null): EstimateOverStores => ({
  ...noEstimate(withNote('No store can be compared.', note)),
  stores: 0,
});

const ONE_STORE = 'One store has no spread over stores: an interval needs at least two.';
const NO_SPREAD = 'Every store shows the same lift, so that their spread says nothing about its uncertainty.';

const withNote = (reason: string, note: string | null) => (note === null ? reason : `${reason} ${note}`);
