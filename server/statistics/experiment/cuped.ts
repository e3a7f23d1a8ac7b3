import type { ArmSums } from './arm-sums.js';
import { areFinite } from './effect.js';
import { type UnitMoments, unitMoments, withoutRounding } from './unit-moments.js';

/** How the metric before the experiment is used to make its result more certain; one for all arms. */
export interface Adjustment {
  /** Regression coefficient of the metric on the same metric before, theta. */
  readonly theta: number;
  /** Value before over all arms, at which adjusted values are taken. */
  readonly center: number;
}

/** An arm's moments with those of its value adjusted by CUPED; without CUPED they are the same. */
export interface AdjustedMoments extends UnitMoments {
  /** value - theta (value before - center). */
  readonly adjusted: number;
  /** Of one unit. */
  readonly adjustedVariance: number;
  /** Of the adjusted with the unadjusted value, of one unit. */
  readonly covarianceWithUnadjusted: number;
}

/**
 * One theta over all arms, so that an arm's adjusted value does not depend on which other it is compared with: of means
 * and proportions cov(Y, X) / var(X) over all units; of ratios the sum of the arms' covariances over that of their
 * variances. 0 if either does not vary.
 *
 * @param arms of one metric, of which `whyNoMoments` has nothing to say; each with its sums before the experiment
 * @see Deng, Xu, Kohavi & Walker, "Improving the Sensitivity of Online Controlled Experiments by Utilizing
 *      Pre-Experiment Data", WSDM 2013, section 3
 */
export function cupedAdjustment(arms: readonly ArmSums[]): Adjustment {
  const merged = unitMoments(arms.reduce(mergeSums));
  const parts = arms[0]!.kind === 'RATIO' ? arms.map(unitMoments) : [merged];
  let [covariance, variance] = [0, 0];
  for (const { before } of parts) {
    covariance += before!.covariance;
    variance += before!.variance;
  }
  const varies = variance > 0 && parts.some((part) => part.variance > 0);
  return { theta: varies ? covariance / variance : 0, center: merged.before!.value };
}

/** @param adjustment null: without CUPED */
export function adjustMoments(moments: UnitMoments, adjustment: Adjustment | null): AdjustedMoments {
  const { value, variance, before } = moments;
  if (adjustment === null || before === null)
    return { ...moments, adjusted: value, adjustedVariance: variance, covarianceWithUnadjusted: variance };
  const { theta, center } = adjustment;
  return {
    ...moments,
    adjusted: value - theta * (before.value - center),
    adjustedVariance: withoutRounding(
      variance + theta ** 2 * before.variance - 2 * theta * before.covariance,
      value ** 2 + variance + theta ** 2 * (before.value ** 2 + before.variance),
    ),
    covarianceWithUnadjusted: variance - theta * before.covariance,
  };
}

/** Why an arm has no adjusted value, as part of a sentence; null if it has one. */
export function whyNotAdjusted({ adjusted, adjustedVariance, covarianceWithUnadjusted }: AdjustedMoments) {
  if (!areFinite([adjusted, adjustedVariance, covarianceWithUnadjusted]))
    return 'has sums too large or too small to compute with';
  return adjustedVariance < 0
    ? 'has products with the time before the experiment that no units can have: their variance is negative'
    : null;
}

/**
 * Sums of two disjoint sets of units of one metric as those of one.
 *
 * @throws {TypeError} if they are of different kinds, or only one has sums before the experiment
 */
export function mergeSums(a: ArmSums, b: ArmSums): ArmSums {
  return addFields({ ...a }, { ...b }) as unknown as ArmSums;
}

type Fields = Record<string, unknown>;

function addFields(a: Fields, b: Fields): Fields {
  return Object.fromEntries(Object.entries(a).map(([name, value]) => [name, added(name, value, b[name])]));
}

function added(name: string, a: unknown, b: unknown): unknown {
  if (typeof a === 'number' && typeof b === 'number') return a + b;
  if (isFields(a) && isFields(b)) return addFields(a, b);
  if (a === b) return a;
  throw new TypeError(`Sums with different ${name} cannot be merged`);
}

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
