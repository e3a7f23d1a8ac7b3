import type { MetricKind } from './arm-sums.js';
import type { AdjustedMoments } from './cuped.js';
import { boundsOf, type Effect, finiteEffect, noEffect, TOO_EXTREME } from './effect.js';
import type { Procedure } from './procedure.js';

/** A treatment against the control. */
export interface Contrast {
  /** Adjusted treatment less adjusted control. */
  readonly difference: number;
  readonly variance: number;
  /** Unadjusted value of the control, which relative effects are relative to. */
  readonly baseline: number;
  readonly baselineVariance: number;
  /** Of the difference with the baseline. */
  readonly covariance: number;
  /** Variance of difference / |baseline| by the delta method. */
  readonly relativeVariance: number;
  /** Welch-Satterthwaite, of the difference. */
  readonly degreesOfFreedom: number;
  /** Of both arms. */
  readonly units: number;
}

/**
 * Why two arms cannot be compared; null if they can. An arm whose units are all alike, as one of few units without any
 * success is, would pass for certain.
 */
export const whyNoContrast = (...arms: readonly AdjustedMoments[]): string | null =>
  arms.every(({ adjustedVariance }) => adjustedVariance > 0)
    ? null
    : 'All units of an arm are alike, so that chance cannot be told from an effect.';

/** @param kind decides what CUPED's relative variance is taken at, as GrowthBook's engine does */
export function contrastOf(control: AdjustedMoments, treatment: AdjustedMoments, kind: MetricKind): Contrast {
  const difference = treatment.adjusted - control.adjusted;
  const ofTreatment = treatment.adjustedVariance / treatment.units;
  const ofControl = control.adjustedVariance / control.units;
  const variance = ofTreatment + ofControl;
  const ratio = kind === 'RATIO' ? 1 + difference / control.value : treatment.value / control.value;
  return {
    difference,
    variance,
    baseline: control.value,
    baselineVariance: control.variance / control.units,
    covariance: -control.covarianceWithUnadjusted / control.units,
    relativeVariance: (ofTreatment + relativeToControl(control, ratio)) / control.value ** 2,
    degreesOfFreedom:
      variance ** 2 / (ofTreatment ** 2 / (treatment.units - 1) + ofControl ** 2 / (control.units - 1)),
    units: control.units + treatment.units,
  };
}

/** Variance of ratio Y - theta X in the control, with `ratio` how far the treatment is from it. */
function relativeToControl(control: AdjustedMoments, ratio: number): number {
  const { variance, adjustedVariance, covarianceWithUnadjusted, units } = control;
  // theta cov(X, Y) and theta^2 var(X), from those of the adjusted value Y - theta X.
  const ofProduct = variance - covarianceWithUnadjusted;
  const ofBefore = adjustedVariance - variance + 2 * ofProduct;
  return (ratio ** 2 * variance - 2 * ratio * ofProduct + ofBefore) / units;
}

/** Difference of treatment and control, in the metric's own unit. */
export function absoluteEffect(contrast: Contrast, procedure: Procedure): Effect {
  const { difference, variance } = contrast;
  const standardError = Math.sqrt(variance);
  return intervalAround(difference, standardError, procedure);
}

/**
 * Difference relative to |control|, delta method. Close to a control of zero its interval may disagree with that of the
 * absolute difference; `fiellerEffect` never does.
 */
export function deltaEffect(contrast: Contrast, procedure: Procedure): Effect {
  const unknown = whyNoDelta(contrast);
  if (unknown !== null) return noEffect(unknown);
  const { difference, baseline, relativeVariance } = contrast;
  return intervalAround(difference / Math.abs(baseline), Math.sqrt(relativeVariance), procedure);
}

/** Why the delta method says nothing of a relative effect; null if it does. */
export function whyNoDelta({ baseline, relativeVariance }: Contrast): string | null {
  if (baseline === 0) return NO_BASELINE;
  return relativeVariance > 0
    ? null
    : 'The delta method cannot tell how certain this is: the relative effect has no variance.';
}

const NO_BASELINE = 'The control is 0, so that nothing can be relative to it.';

function intervalAround(value: number, standardError: number, procedure: Procedure): Effect {
  const halfWidth = procedure.multiplier * standardError;
  return finiteEffect({
    value,
    ...boundsOf(procedure.alternative, value - halfWidth, value + halfWidth),
    standardError,
    pValue: procedure.pValue(value / standardError),
  });
}

/**
 * Difference D relative to |control| mu, by Fieller's theorem: all L that |D - L mu| <= c sqrt(V(D) + L^2 V(mu) - 2 L
 * cov(D, mu)) allows. It excludes zero if and only if the interval of the absolute difference does, and has its p-value.
 *
 * @see Fieller, "Some Problems in Interval Estimation", JRSS B 16(2), 1954
 */
export function fiellerEffect(contrast: Contrast, procedure: Procedure): Effect {
  const { difference, variance, baseline, baselineVariance } = contrast;
  if (baseline === 0) return noEffect(NO_BASELINE);
  const { multiplier, alternative, pValue } = procedure;
  const mu = Math.abs(baseline);
  const squared = multiplier ** 2;
  const common = { value: difference / mu, standardError: null };
  const a = mu ** 2 - squared * baselineVariance;
  if (!(a > 0)) return finiteEffect({ ...common, lower: null, upper: null, pValue: null, reason: UNBOUNDED });
  const b = difference * mu - squared * Math.sign(baseline) * contrast.covariance;
  const reach = multiplier * Math.sqrt(variance);
  const c = (difference - reach) * (difference + reach);
  const [lower, upper] = roots(a, b, c);
  if (!(lower <= upper)) return noEffect(TOO_EXTREME);
  return finiteEffect({
    ...common,
    ...boundsOf(alternative, lower, upper),
    pValue: pValue(difference / Math.sqrt(variance)),
  });
}

const UNBOUNDED =
  'The control cannot be told from 0, so that a relative interval has no bounds: read the absolute one.';

/** Roots of a x^2 - 2 b x + c, a > 0, in order; each with the sign that c and b give it. */
function roots(a: number, b: number, c: number): [number, number] {
  const root = Math.sqrt(Math.max(0, b ** 2 - a * c));
  if (b > 0) return [c / (b + root), (b + root) / a];
  if (b < 0) return [(b - root) / a, c / (b - root)];
  return [-root / a, root / a];
}
