import { tLowerTail, tQuantile, tTwoSidedPValue } from '../distributions.js';
import type { Alternative } from './effect.js';

/** How an effect is told from chance. */
export interface Procedure {
  readonly alternative: Alternative;
  /** Standard errors from the effect to a bound of its interval. */
  readonly multiplier: number;
  /** @param statistic effect over its standard error */
  readonly pValue: (statistic: number) => number;
}

/**
 * A test at one look that was planned: Student's t.
 *
 * @param confidence of the interval, one-sided where the alternative is
 */
export function fixedProcedure(
  confidence: number,
  alternative: Alternative,
  degreesOfFreedom: number,
): Procedure {
  const tail = alternative === 'TWO_SIDED' ? (1 - confidence) / 2 : 1 - confidence;
  return {
    alternative,
    multiplier: -tQuantile(tail, degreesOfFreedom),
    pValue: (statistic) => {
      if (alternative === 'TWO_SIDED') return tTwoSidedPValue(statistic, degreesOfFreedom);
      return tLowerTail(alternative === 'GREATER' ? -statistic : statistic, degreesOfFreedom);
    },
  };
}
