import { normalCritical, normalTwoSidedPValue, tCritical, tTwoSidedPValue } from '../distributions.js';
import { type Estimate, noEstimate, pointEstimate } from '../estimate.js';
import { rateRatio, type StoreArms } from './arms.js';
import { exclusion } from './exclusion.js';
import type { Sample } from './sample.js';
import { logRatioVariance, type VarianceSource, whyNoVariance } from './variance/log-ratio-variance.js';

/** The lift of one store. */
export type StoreLift = Estimate & {
  /** Of Student's t; null for the normal distribution, or without an interval. */
  readonly degreesOfFreedom: number | null;
  /** Null without an interval. */
  readonly varianceFrom: VarianceSource | null;
};

/**
 * The lift of one store, r = AI rate / human rate - 1, with exp(ln(1 + r) +- t_df sqrt(V)) - 1.
 *
 * `standardError` is on the log scale. An excluded store has no value; a store without V (no AI numerator, say) has
 * a value and no interval; each with its reason.
 */
export function storeLift(store: StoreArms, sample: Sample): StoreLift {
  const { settings, pooledItemVariance } = sample;
  const excluded = exclusion(store, settings);
  if (excluded !== null) return { ...noEstimate(`${excluded}.`), ...NO_VARIANCE };

  const ratio = rateRatio(store);
  const unknown = whyNoVariance(store, settings.words);
  if (unknown !== null) return { ...pointEstimate(ratio - 1, `No interval: ${unknown}.`), ...NO_VARIANCE };

  const { value, degreesOfFreedom, from } = logRatioVariance(store, pooledItemVariance);
  const center = Math.log(ratio);
  const standardError = Math.sqrt(value);
  const halfWidth = standardError * critical(settings.confidence, degreesOfFreedom);
  return {
    value: ratio - 1,
    lower: Math.expm1(center - halfWidth),
    upper: Math.min(Number.MAX_VALUE, Math.expm1(center + halfWidth)),
    standardError,
    pValue: pValueOf(center / standardError, degreesOfFreedom),
    reason: null,
    degreesOfFreedom,
    varianceFrom: from,
  };
}

const NO_VARIANCE = { degreesOfFreedom: null, varianceFrom: null } as const;

const critical = (confidence: number, degreesOfFreedom: number | null): number =>
  degreesOfFreedom === null ? normalCritical(confidence) : tCritical(confidence, degreesOfFreedom);

const pValueOf = (quotient: number, degreesOfFreedom: number | null): number =>
  degreesOfFreedom === null ? normalTwoSidedPValue(quotient) : tTwoSidedPValue(quotient, degreesOfFreedom);
