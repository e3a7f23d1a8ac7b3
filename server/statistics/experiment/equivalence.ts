import type { Effect } from './effect.js';

/** A relative margin within which a difference does not matter, and the direction that is better. */
export interface Margin {
  /** Positive: 0.01 is 1 % of the control. */
  readonly margin: number;
  readonly lowerIsBetter: boolean;
}

/**
 * Whether the treatment is worse by less than the margin; null if its interval has no bound on that side.
 *
 * @param effect relative, with the one-sided interval of `worseSide`
 * @see Schuirmann, "A comparison of the two one-sided tests procedure and the power approach", Journal of
 *      Pharmacokinetics and Biopharmaceutics 15(6), 1987
 */
export function isNonInferior({ lower, upper }: Effect, { margin, lowerIsBetter }: Margin): boolean | null {
  if (lowerIsBetter) return upper === null ? null : upper < margin;
  return lower === null ? null : lower > -margin;
}

/** The alternative whose one-sided interval ends where the treatment is worst. */
export const worseSide = (lowerIsBetter: boolean) => (lowerIsBetter ? 'LESS' : 'GREATER');

/**
 * Whether the effect is known to be too small to matter: the whole interval lies within the margin on both sides. What
 * is neither neutral nor different is not known yet.
 *
 * @param effect relative, with a two-sided interval
 */
export const isNeutral = ({ lower, upper }: Effect, { margin }: Margin): boolean | null =>
  lower === null || upper === null ? null : lower > -margin && upper < margin;
