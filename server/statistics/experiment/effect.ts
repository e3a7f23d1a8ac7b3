/** Which effects are looked for. One-sided intervals have one bound. */
export type Alternative = 'TWO_SIDED' | 'GREATER' | 'LESS';

/** A difference of a treatment from the control. What cannot be computed, or is unbounded, is null, and `reason` says why. */
export interface Effect {
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly standardError: number | null;
  /** Of "no difference", against the alternative asked for. */
  readonly pValue: number | null;
  readonly reason: string | null;
}

export const noEffect = (reason: string): Effect => ({
  value: null,
  lower: null,
  upper: null,
  standardError: null,
  pValue: null,
  reason,
});

/** What is said instead of a number that is none. */
export const TOO_EXTREME = 'The sums are too large or too small to compute with.';

export const areFinite = (numbers: readonly (number | null)[]) =>
  numbers.every((number) => number === null || Number.isFinite(number));

/** An effect whose numbers are numbers, or the reason for none. */
export const finiteEffect = (effect: Effect): Effect =>
  areFinite([effect.value, effect.lower, effect.upper, effect.standardError, effect.pValue])
    ? effect
    : noEffect(TOO_EXTREME);

/** The bounds that an alternative asks for; null is none. */
export function boundsOf(alternative: Alternative, lower: number, upper: number) {
  if (alternative === 'TWO_SIDED') return { lower, upper, reason: null };
  return alternative === 'GREATER'
    ? { lower, upper: null, reason: 'One-sided: there is no upper bound.' }
    : { lower: null, upper, reason: 'One-sided: there is no lower bound.' };
}
