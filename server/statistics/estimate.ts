/** A value with its interval. `reason` says what was left out of it, if anything. */
interface IntervalEstimate {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
  /** On the scale the estimand is computed on; see each estimand. Null with one store. */
  readonly standardError: number | null;
  /** Two-sided, of "no lift"; below 1 - confidence exactly where the interval excludes zero. */
  readonly pValue: number;
  readonly reason: string | null;
}

/** A value whose interval is known to be too narrow to judge by; `reason` says why. */
interface UnjudgedEstimate {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
  readonly standardError: number | null;
  readonly pValue: null;
  readonly reason: string;
}

/** A value without an interval, because its uncertainty is unknown or is withheld; `reason` says why. */
interface PointEstimate {
  readonly value: number;
  readonly lower: null;
  readonly upper: null;
  readonly standardError: number | null;
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
export type Estimate = IntervalEstimate | UnjudgedEstimate | PointEstimate | NoEstimate;

const NO_INTERVAL = { lower: null, upper: null, standardError: null, pValue: null } as const;

export const noEstimate = (reason: string) => ({ value: null, ...NO_INTERVAL, reason }) as const;

export const pointEstimate = (value: number, reason: string) => ({ value, ...NO_INTERVAL, reason }) as const;

/** A reason, and after it what else is to be said. */
export const withNote = (reason: string, note: string | null) =>
  note === null ? reason : `${reason} ${note}`;
