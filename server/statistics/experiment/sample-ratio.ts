import gammaln from '@stdlib/math-base-special-gammaln';
import { chiSquareUpperTail } from '../distributions.js';
import { sum } from '../sum.js';
import { areFinite, TOO_EXTREME } from './effect.js';

/** Units that came in an arm, and the share of all that should. */
export interface ArmShare {
  readonly name: string;
  readonly units: number;
  /** In proportion to those of the other arms; 0: no unit should come. */
  readonly weight: number;
}

/** Whether units were shared out as planned; a mismatch makes every effect doubtful. */
export interface SampleRatio {
  readonly chiSquare: number | null;
  readonly degreesOfFreedom: number | null;
  /** Of one look that was planned. */
  readonly pValue: number | null;
  /** Valid at this look however often one looks; a caller keeps the smallest. */
  readonly anytimePValue: number | null;
  readonly alert: boolean;
  readonly reason: string | null;
}

/** Chance at most this is an alert, if a share is off by enough to matter. */
const ALERT_P_VALUE = 0.001;
const ALERT_SHARE = 0.001;

/**
 * Pearson's chi-square of units against planned shares over arms of positive weight, and the same by a Bayes factor that
 * may be looked at at any time. An arm of weight zero with units is an alert of its own.
 *
 * @param concentration k of the Dirichlet prior k theta around the planned shares theta: larger finds smaller mismatches
 *        with more units; positive
 * @see Fabijan et al., "Diagnosing Sample Ratio Mismatch in Online Controlled Experiments", KDD 2019
 * @see Lindon & Malek, "Anytime-Valid Inference for Multinomial Count Data", NeurIPS 2022, section 2
 */
export function sampleRatio(arms: readonly ArmShare[], concentration: number): SampleRatio {
  const leaks = arms.filter(({ weight, units }) => weight === 0 && units > 0);
  const leak = leaks.length > 0 ? leakWords(leaks) : null;
  const planned = arms.filter(({ weight }) => weight > 0);
  const total = sum(planned.map(({ units }) => units));
  if (planned.length < 2) return notComputed('Only one arm has a weight, so that there is no ratio.', leak);
  if (total === 0) return notComputed('No arm has any unit yet.', leak);
  const weights = sum(planned.map(({ weight }) => weight));
  const shares = planned.map(({ units, weight }) => ({ units, share: weight / weights }));
  const chiSquare = sum(shares.map(({ units, share }) => (units - total * share) ** 2 / (total * share)));
  const pValue = chiSquareUpperTail(chiSquare, shares.length - 1);
  const isOff = shares.some(({ units, share }) => Math.abs(units / total - share) >= ALERT_SHARE);
  const anytimePValue = Math.min(1, Math.exp(-logBayesFactor(shares, concentration)));
  if (!areFinite([chiSquare, pValue, anytimePValue])) return notComputed(TOO_EXTREME, leak);
  return {
    chiSquare,
    degreesOfFreedom: shares.length - 1,
    pValue,
    anytimePValue,
    alert: leak !== null || (pValue < ALERT_P_VALUE && isOff),
    reason: leak,
  };
}

const notComputed = (reason: string, leak: string | null): SampleRatio => ({
  chiSquare: null,
  degreesOfFreedom: null,
  pValue: null,
  anytimePValue: null,
  alert: leak !== null,
  reason: leak === null ? reason : `${reason} ${leak}`,
});

const leakWords = (arms: readonly ArmShare[]) =>
  `Units came in where none should: ${arms.map(({ name, units }) => `${units} in ${name}, of weight 0`).join('; ')}.`;

interface Share {
  readonly units: number;
  readonly share: number;
}

/** Of any shares, Dirichlet-distributed around those planned, against those planned. */
export function logBayesFactor(shares: readonly Share[], concentration: number): number {
  const total = sum(shares.map(({ units }) => units));
  const terms = shares.map(({ units, share }) => {
    const prior = concentration * share;
    return gammaln(prior + units) - gammaln(prior) - units * Math.log(share);
  });
  return sum(terms) + gammaln(concentration) - gammaln(concentration + total);
}
