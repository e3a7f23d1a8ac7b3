import { normalCritical, normalTwoSidedPValue, tCritical, tTwoSidedPValue } from '../distributions.js';
import { type Estimate, noEstimate, pointEstimate } from '../estimate.js';
import { rateRatio, type StoreArms } from './arms.js';
import { exclusion } from './exclusion.js';
import type { Sample } from './sample.js';
import {
  logRatioVariance,
  type VarianceSource,
  whyNoItemVariance,
  whyNoVariance,
  whyNoVerdict,
} from './variance/log-ratio-variance.js';

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
 * a value and no interval; each with its reason. So has one whose V leaves out how much items differ: it has an interval
 * and no p-value.
 */
export function storeLift(store: StoreArms, sample: Sample): StoreLift {
  const { settings, pooledItemVariance } = sample;
  const excluded = exclusion(store, settings);
  if (excluded !== null) return { ...noEstimate(`${excluded}.`), ...NO_VARIANCE };

  const ratio = rateRatio(store);
  const unknown =
    whyNoVariance(store, settings.words) ?? whyNoItemVariance(store, pooledItemVariance, settings.words);
  if (unknown !== null) return { ...pointEstimate(ratio - 1, `No interval: ${unknown}.`), ...NO_VARIANCE };

  const variance = logRatioVariance(store, pooledItemVariance);
  const { value, degreesOfFreedom } = variance;
  const center = Math.log(ratio);
  const standardError = Math.sqrt(value);
  const halfWidth = standardError * critical(settings.confidence, degreesOfFreedom);
  const interval = {
    value: ratio - 1,
    lower: Math.expm1(center - halfWidth),
    upper: Math.min(Number.MAX_VALUE, Math.expm1(center + halfWidth)),
    standardError,
    degreesOfFreedom,
    varianceFrom: variance.from,
  };
  const reason = whyNoVerdict(variance.unknown);
  return reason === null
    ? { ...interval, pValue: pValueOf(center / standardError, degreesOfFreedom), reason }
    : { ...interval, pValue: null, reason };
}

const NO_VARIANCE = { degreesOfFreedom: null, varianceFrom: null } as const;

const critical = (confidence: number, degreesOfFreedom: number | null): number =>
  degreesOfFreedom === null ? normalCritical(confidence) : tCritical(confidence, degreesOfFreedom);

const pValueOf = (quotient: number, degreesOfFreedom: number | null): number =>
  degreesOfFreedom === null ? normalTwoSidedPValue(quotient) : tTwoSidedPValue(quotient, degreesOfFreedom);
