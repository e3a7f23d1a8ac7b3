import { type VerdictName, verdict } from '../verdict.js';
import type { MetricKind } from './arm-sums.js';
import {
  absoluteEffect,
  type Contrast,
  contrastOf,
  deltaEffect,
  fiellerEffect,
  whyNoContrast,
  whyNoDelta,
} from './contrast.js';
import { type AdjustedMoments, adjustMoments } from './cuped.js';
import { type Alternative, type Effect, noEffect } from './effect.js';
import { isNeutral, isNonInferior, worseSide } from './equivalence.js';
import { noPosterior, type Posterior, type Prior, posteriorOf } from './posterior.js';
import { fixedProcedure, type Procedure } from './procedure.js';
import { sequentialProcedure } from './sequential.js';

/** What is decided before looking at the data. */
export interface AnalysisSettings {
  readonly kind: MetricKind;
  /** Of every interval, in (0, 1). */
  readonly confidence: number;
  readonly alternative: Alternative;
  /** Units of control and treatment together at the planned end; null: one planned look, no sequential answer. */
  readonly plannedUnits: number | null;
  /** Null: flat. */
  readonly prior: Prior | null;
  readonly lowerIsBetter: boolean;
  /** Relative margin of non-inferiority and of "neutral", positive; null: neither is asked for. */
  readonly margin: number | null;
}

/** A treatment against the control. Null without a reason is what was not asked for. */
export interface Comparison {
  readonly absolute: Effect;
  /** Relative to |control|, by Fieller's theorem: the one that never disagrees with `absolute`. */
  readonly relative: Effect;
  /** The same by the delta method. */
  readonly relativeDelta: Effect;
  /** `relative` without CUPED. */
  readonly unadjusted: Effect | null;
  /** `absolute`, `relative` and `relativeDelta` of a confidence sequence. */
  readonly sequential: Effect | null;
  readonly sequentialRelative: Effect | null;
  readonly sequentialRelativeDelta: Effect | null;
  readonly posterior: Posterior;
  readonly nonInferior: boolean | null;
  readonly neutral: boolean | null;
  readonly verdict: VerdictName;
  /** Of what decides the verdict; null with the verdict NOT_COMPUTED. */
  readonly pValue: number | null;
  readonly reason: string | null;
}

/** Every answer to "does this treatment differ from the control?", which cannot contradict each other. */
export function compareArms(
  control: AdjustedMoments,
  treatment: AdjustedMoments,
  settings: AnalysisSettings,
): Comparison {
  const contrast = contrastOf(control, treatment, settings.kind);
  const unknown = whyNoContrast(control, treatment);
  if (unknown !== null) return noComparison(unknown, settings, control.before !== null);
  const fixed = fixedOf(contrast, settings, settings.alternative);
  const sequential = sequentialOf(contrast, settings, settings.alternative);
  const answers = {
    absolute: absoluteEffect(contrast, fixed),
    relative: fiellerEffect(contrast, fixed),
    relativeDelta: deltaEffect(contrast, fixed),
    sequential: sequential && absoluteEffect(contrast, sequential),
    sequentialRelative: sequential && fiellerEffect(contrast, sequential),
    sequentialRelativeDelta: sequential && deltaEffect(contrast, sequential),
  };
  const { nonInferior, neutral, reason: marginReason } = withinMargin(contrast, settings);
  const { reason, ...decided } = decision(answers);
  return {
    ...answers,
    unadjusted: control.before && unadjustedEffect(control, treatment, settings),
    posterior: posterior(contrast, settings),
    ...{ nonInferior, neutral, ...decided },
    reason: reason ?? marginReason,
  };
}

/** @param hasBefore whether an answer without CUPED is asked for too */
export function noComparison(reason: string, settings: AnalysisSettings, hasBefore: boolean): Comparison {
  const none = noEffect(reason);
  const ifSequential = settings.plannedUnits === null ? null : none;
  return {
    absolute: none,
    relative: none,
    relativeDelta: none,
    unadjusted: hasBefore ? none : null,
    sequential: ifSequential,
    sequentialRelative: ifSequential,
    sequentialRelativeDelta: ifSequential,
    posterior: noPosterior(reason),
    nonInferior: null,
    neutral: null,
    verdict: 'NOT_COMPUTED',
    pValue: null,
    reason,
  };
}

const fixedOf = (
  { degreesOfFreedom }: Contrast,
  { confidence }: AnalysisSettings,
  alternative: Alternative,
) => fixedProcedure(confidence, alternative, degreesOfFreedom);

function sequentialOf(
  { units }: Contrast,
  { confidence, plannedUnits }: AnalysisSettings,
  alternative: Alternative,
): Procedure | null {
  return plannedUnits === null ? null : sequentialProcedure(confidence, alternative, { units, plannedUnits });
}

/** Looked at as planned: sequential if that was planned, else fixed. */
const plannedProcedure = (contrast: Contrast, settings: AnalysisSettings, alternative: Alternative) =>
  sequentialOf(contrast, settings, alternative) ?? fixedOf(contrast, settings, alternative);

function unadjustedEffect(control: AdjustedMoments, treatment: AdjustedMoments, settings: AnalysisSettings) {
  const contrast = contrastOf(adjustMoments(control, null), adjustMoments(treatment, null), settings.kind);
  const unknown = whyNoContrast(adjustMoments(control, null), adjustMoments(treatment, null));
  if (unknown !== null) return noEffect(unknown);
  return fiellerEffect(contrast, fixedOf(contrast, settings, settings.alternative));
}

function posterior(contrast: Contrast, { prior, confidence, lowerIsBetter }: AnalysisSettings): Posterior {
  const settings = { prior, confidence, lowerIsBetter };
  if (prior?.relative === false) return posteriorOf(contrast.difference, contrast.variance, settings);
  const unknown = whyNoDelta(contrast);
  if (unknown !== null) return noPosterior(unknown);
  return posteriorOf(contrast.difference / Math.abs(contrast.baseline), contrast.relativeVariance, settings);
}

function withinMargin(contrast: Contrast, settings: AnalysisSettings) {
  const { margin, lowerIsBetter } = settings;
  if (margin === null) return { nonInferior: null, neutral: null, reason: null };
  const effectOf = (alternative: Alternative) =>
    fiellerEffect(contrast, plannedProcedure(contrast, settings, alternative));
  const [oneSided, twoSided] = [effectOf(worseSide(lowerIsBetter)), effectOf('TWO_SIDED')];
  const asked = { margin, lowerIsBetter };
  const nonInferior = isNonInferior(oneSided, asked);
  const neutral = isNeutral(twoSided, asked);
  if (nonInferior === null) return { nonInferior, neutral, reason: oneSided.reason };
  return { nonInferior, neutral, reason: neutral === null ? twoSided.reason : null };
}

type Answers = Pick<Comparison, 'absolute' | 'relative' | 'sequential' | 'sequentialRelative'>;

/** By the relative effect as planned, or the absolute one where the relative one has no bounds. */
function decision({ absolute, relative, sequential, sequentialRelative }: Answers) {
  const [ofRatio, ofDifference] =
    sequentialRelative && sequential ? [sequentialRelative, sequential] : [relative, absolute];
  const isBounded = verdict(ofRatio) !== 'NOT_COMPUTED';
  const deciding = isBounded ? ofRatio : ofDifference;
  return {
    verdict: verdict(deciding),
    pValue: deciding.pValue,
    reason: isBounded
      ? null
      : `The verdict is that of the absolute difference. ${ofRatio.reason ?? ''}`.trim(),
  };
}
