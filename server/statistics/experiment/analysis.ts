import { benjaminiHochberg } from '../benjamini-hochberg.js';
import { holm } from '../holm.js';
import type { ArmSums } from './arm-sums.js';
import { type AnalysisSettings, type Comparison, compareArms, noComparison } from './comparison.js';
import { type AdjustedMoments, adjustMoments, cupedAdjustment, whyNotAdjusted } from './cuped.js';
import { areFinite } from './effect.js';
import { noOmnibus, type Omnibus, omnibusTest } from './omnibus.js';
import { type ArmShare, type SampleRatio, sampleRatio } from './sample-ratio.js';
import { unitMoments, whyNoMoments } from './unit-moments.js';

/** An arm of an experiment: its share and its sums. */
export interface ExperimentArm extends Omit<ArmShare, 'units'> {
  readonly sums: ArmSums;
}

/** What is asked of the sums of an experiment. */
export interface AnalysisQuestion extends AnalysisSettings {
  /** The control first, then one treatment or more; all of kind `kind`, all with sums before the experiment or none. */
  readonly arms: readonly ExperimentArm[];
  /** k of `sampleRatio`. */
  readonly sampleRatioConcentration: number;
}

/** One arm. What cannot be computed is null, and `reason` says why. */
export interface ArmAnswer {
  readonly name: string;
  readonly units: number;
  readonly mean: number | null;
  /** By CUPED; null without a reason if that was not asked for. */
  readonly adjustedMean: number | null;
  /** Of one unit, unadjusted. */
  readonly standardDeviation: number | null;
  readonly reason: string | null;
}

/** A treatment, with p-values adjusted for the other treatments. */
export interface NamedComparison extends Comparison {
  readonly name: string;
  readonly adjustedPValueHolm: number | null;
  readonly adjustedPValueBenjaminiHochberg: number | null;
}

/** Everything that an experiment's sums say. */
export interface Analysis {
  readonly arms: readonly ArmAnswer[];
  /** Of each treatment with the control, in the order of the arms. */
  readonly comparisons: readonly NamedComparison[];
  readonly sampleRatio: SampleRatio;
  /** Null with two arms, of which the comparison says the same. */
  readonly omnibus: Omnibus | null;
  /** Of CUPED; null if that was not asked for, or no arm can be computed. */
  readonly theta: number | null;
}

/**
 * Analyses an experiment from its sums alone.
 *
 * @throws {RangeError} if there are fewer than two arms, or a setting is impossible
 */
export function analyse(question: AnalysisQuestion): Analysis {
  const { arms, kind } = question;
  const hasBefore = arms[0]!.sums.before !== null;
  const read = readArms(
    arms.map(({ sums }) => sums),
    hasBefore,
  );
  return {
    arms: arms.map((arm, index) => armAnswer(arm, read.arms[index]!, hasBefore)),
    comparisons: withAdjustedPValues(comparisons(question, read.arms, hasBefore)),
    sampleRatio: sampleRatio(
      arms.map(({ name, weight, sums: { units } }) => ({ name, weight, units })),
      question.sampleRatioConcentration,
    ),
    omnibus: arms.length === 2 ? null : omnibus(kind, read.arms),
    theta: read.theta,
  };
}

/** The moments of an arm, or why it has none. */
type Reading = AdjustedMoments | string;

function readArms(sums: readonly ArmSums[], hasBefore: boolean) {
  const whyNot = sums.map(whyNoMoments);
  const usable = sums.filter((_, index) => whyNot[index] === null);
  const adjustment = hasBefore && usable.length > 0 ? cupedAdjustment(usable) : null;
  const arms = sums.map((arm, index): Reading => {
    const reason = whyNot[index]!;
    if (reason !== null) return reason;
    const moments = adjustMoments(unitMoments(arm), adjustment);
    return whyNotAdjusted(moments) ?? moments;
  });
  const theta = adjustment?.theta ?? null;
  return { arms, theta: areFinite([theta]) ? theta : null };
}

function armAnswer({ name, sums: { units } }: ExperimentArm, arm: Reading, hasBefore: boolean): ArmAnswer {
  if (typeof arm === 'string')
    return {
      name,
      units,
      mean: null,
      adjustedMean: null,
      standardDeviation: null,
      reason: `${name} ${arm}.`,
    };
  return {
    name,
    units,
    mean: arm.value,
    adjustedMean: hasBefore ? arm.adjusted : null,
    standardDeviation: Math.sqrt(arm.variance),
    reason: null,
  };
}

type PlainComparison = Comparison & { readonly name: string };

function comparisons(
  question: AnalysisQuestion,
  read: readonly Reading[],
  hasBefore: boolean,
): PlainComparison[] {
  const control = read[0]!;
  return question.arms.slice(1).map(({ name }, index) => {
    const treatment = read[index + 1]!;
    if (typeof control === 'string')
      return { name, ...noComparison(`${question.arms[0]!.name} ${control}.`, question, hasBefore) };
    if (typeof treatment === 'string')
      return { name, ...noComparison(`${name} ${treatment}.`, question, hasBefore) };
    return { name, ...compareArms(control, treatment, question) };
  });
}

function withAdjustedPValues(all: readonly PlainComparison[]): NamedComparison[] {
  const pValues = all.map(({ pValue }) => pValue);
  const [ofHolm, ofBenjaminiHochberg] = [holm(pValues), benjaminiHochberg(pValues)];
  return all.map((comparison, index) => ({
    ...comparison,
    adjustedPValueHolm: ofHolm[index]!,
    adjustedPValueBenjaminiHochberg: ofBenjaminiHochberg[index]!,
  }));
}

function omnibus(kind: AnalysisQuestion['kind'], read: readonly Reading[]): Omnibus {
  const arms = read.filter((arm) => typeof arm !== 'string');
  if (arms.length < read.length) return noOmnibus('An arm cannot be computed: see the reason of that arm.');
  return omnibusTest(kind, arms);
}
