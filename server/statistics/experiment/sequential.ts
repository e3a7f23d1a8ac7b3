import type { Alternative } from './effect.js';
import type { Procedure } from './procedure.js';

/** What an asymptotic confidence sequence depends on besides the effect. */
export interface Look {
  /** Units of both arms at this look, N. */
  readonly units: number;
  /** Units of both arms at which the interval is to be narrowest, N*; fixed before the start. */
  readonly plannedUnits: number;
}

/** Of a one-sided p-value; at an end it stands for "or beyond". */
const P_VALUE_RANGE = { min: 1e-5, max: 0.4999 };

/**
 * A test that may be looked at whenever one likes: an asymptotic confidence sequence, whose intervals hold the truth all
 * at once with the confidence asked for. Units come in at random and their values have a variance.
 *
 * @param confidence of the sequence, one-sided where the alternative is
 * @see Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas, "Time-uniform central limit theory and asymptotic confidence
 *      sequences", Annals of Statistics 52(6), 2024: theorem 2.2 (two-sided), appendix B.1 (one-sided), B.2 (rho)
 */
export function sequentialProcedure(confidence: number, alternative: Alternative, look: Look): Procedure {
  const alpha = 1 - confidence;
  if (alternative === 'TWO_SIDED')
    return {
      alternative,
      multiplier: twoSidedMultiplier(alpha, information(alpha, look)),
      pValue: (statistic) => twoSidedPValue(statistic, information(alpha, look)),
    };
  const sign = alternative === 'GREATER' ? 1 : -1;
  return {
    alternative,
    multiplier: oneSidedMultiplier(alpha, information(2 * alpha, look)),
    pValue: (statistic) => oneSidedPValue(sign * statistic, information(2 * alpha, look)),
  };
}

/** N rho^2, with rho such that the sequence is narrowest at N* units. */
const information = (alpha: number, { units, plannedUnits }: Look) =>
  (units * (-2 * Math.log(alpha) + Math.log(-2 * Math.log(alpha) + 1))) / plannedUnits;

/** Standard errors to a bound, by the logarithm that the alternative asks for. */
const multiplier = (ofInformation: number, logarithm: number) =>
  Math.sqrt((2 * (ofInformation + 1) * logarithm) / ofInformation);

const twoSidedMultiplier = (alpha: number, x: number) => multiplier(x, Math.log(Math.sqrt(x + 1) / alpha));

const oneSidedMultiplier = (alpha: number, x: number) =>
  multiplier(x, Math.log1p(Math.sqrt(x + 1) / (2 * alpha)));

const twoSidedPValue = (statistic: number, x: number) =>
  Math.min(1, Math.sqrt(x + 1) * Math.exp((-(statistic ** 2) * x) / (2 * (x + 1))));

/** Where the bound is zero: solves `oneSidedMultiplier` for alpha, rho being what it was planned to be. */
function oneSidedPValue(statistic: number, x: number): number {
  if (statistic <= 0) return P_VALUE_RANGE.max;
  const alpha = Math.sqrt(x + 1) / (2 * Math.expm1((statistic ** 2 * x) / (2 * (x + 1))));
  return Math.min(P_VALUE_RANGE.max, Math.max(P_VALUE_RANGE.min, alpha));
}
