import { chiSquareUpperTail } from '../distributions.js';
import { sum } from '../sum.js';
import type { MetricKind } from './arm-sums.js';
import type { AdjustedMoments } from './cuped.js';
import { TOO_EXTREME } from './effect.js';

/** Whether any arm differs from any other. Null, with a reason, if it cannot be computed. */
export interface Omnibus {
  readonly chiSquare: number | null;
  readonly degreesOfFreedom: number | null;
  readonly pValue: number | null;
  readonly reason: string | null;
}

export const noOmnibus = (reason: string): Omnibus => ({
  chiSquare: null,
  degreesOfFreedom: null,
  pValue: null,
  reason,
});

/**
 * One test of all arms: Pearson's chi-square of successes and failures for a proportion, Wald's of the arms' values
 * around their precision-weighted mean otherwise.
 *
 * @param arms three or more
 */
export function omnibusTest(kind: MetricKind, arms: readonly AdjustedMoments[]): Omnibus {
  const chiSquare = kind === 'PROPORTION' ? pearson(arms) : wald(arms);
  if (chiSquare === null)
    return noOmnibus(
      'No unit differs from the others in some arm, so that chance cannot be told from an effect.',
    );
  if (!Number.isFinite(chiSquare)) return noOmnibus(TOO_EXTREME);
  const degreesOfFreedom = arms.length - 1;
  return {
    chiSquare,
    degreesOfFreedom,
    pValue: chiSquareUpperTail(chiSquare, degreesOfFreedom),
    reason: null,
  };
}

function pearson(arms: readonly AdjustedMoments[]): number | null {
  const units = sum(arms.map((arm) => arm.units));
  const pooled = sum(arms.map((arm) => arm.units * arm.value)) / units;
  if (pooled === 0 || pooled === 1) return null;
  return sum(arms.map((arm) => (arm.units * (arm.value - pooled) ** 2) / (pooled * (1 - pooled))));
}

function wald(arms: readonly AdjustedMoments[]): number | null {
  if (!arms.every(({ adjustedVariance }) => adjustedVariance > 0)) return null;
  const weights = arms.map(({ units, adjustedVariance }) => units / adjustedVariance);
  const mean = sum(arms.map(({ adjusted }, index) => weights[index]! * adjusted)) / sum(weights);
  return sum(arms.map(({ adjusted }, index) => weights[index]! * (adjusted - mean) ** 2));
}
