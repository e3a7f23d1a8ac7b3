import { normalQuantile } from '../../distributions.js';
import type { Alternative } from '../effect.js';
import { sequentialProcedure } from '../sequential.js';

/** What is planned of an experiment whose units go to one arm each. */
export interface Design {
  /** Value of the control: a mean, a share, a ratio; not 0. */
  readonly baseline: number;
  /** Of one unit, in every arm; positive. Of a ratio that of its linearised value. */
  readonly standardDeviation: number;
  /** Shares of the arms, the control's first, together 1. */
  readonly shares: readonly number[];
  readonly confidence: number;
  readonly alternative: Alternative;
  /** Units of control and treatment together at the planned end of a sequential test; null: one planned look. */
  readonly plannedUnits: number | null;
}

/** A pair of control and one treatment within a design. */
export interface Pair {
  /** Of all units. */
  readonly controlShare: number;
  readonly treatmentShare: number;
}

export const pairsOf = ({ shares }: Design): Pair[] =>
  shares.slice(1).map((treatmentShare) => ({ controlShare: shares[0]!, treatmentShare }));

/**
 * Variance of a relative effect by the delta method, were there one unit in all.
 *
 * @param effect relative, of which the treatment's value follows
 */
export function unitVariance({ baseline, standardDeviation }: Design, pair: Pair, effect: number): number {
  const ofArms = 1 / pair.treatmentShare + (1 + effect) ** 2 / pair.controlShare;
  return (standardDeviation / baseline) ** 2 * ofArms;
}

/** Standard errors from an estimate to the bound of its interval. */
export function criticalMultiplier(
  { confidence, alternative, plannedUnits }: Design,
  pair: Pair,
  units: number,
): number {
  if (plannedUnits === null) return fixedMultiplier(confidence, alternative);
  const ofPair = units * (pair.controlShare + pair.treatmentShare);
  return sequentialProcedure(confidence, alternative, { units: ofPair, plannedUnits }).multiplier;
}

const fixedMultiplier = (confidence: number, alternative: Alternative) =>
  -normalQuantile(alternative === 'TWO_SIDED' ? (1 - confidence) / 2 : 1 - confidence);
