import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Access, EstimateFields, Verdict } from '../../platform/index.js';
import { ANALYSE } from '../access.js';
import { SampleRatioResult } from '../sample-ratio/sample-ratio.type.js';

@ObjectType({
  implements: EstimateFields,
  description:
    'The difference of a treatment from the control. A side without a bound is null too, and `reason` says why.',
})
@Access(ANALYSE)
export class ArmEffect extends EstimateFields {
  @Field(() => Float, {
    nullable: true,
    description: 'Of "no difference", against the alternative asked for.',
  })
  override readonly pValue!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: "On the scale of `value`; none for Fieller's intervals, which are not symmetric.",
  })
  override readonly standardError!: number | null;
}

@ObjectType({ description: 'One arm. What cannot be computed is null, and `reason` says why.' })
@Access(ANALYSE)
export class ArmResult {
  @Field(() => String)
  readonly name!: string;

  @Field(() => Float)
  readonly units!: number;

  @Field(() => Float, { nullable: true, description: 'Per unit; of a RATIO the ratio of the sums.' })
  readonly mean!: number | null;

  @Field(() => Float, { nullable: true, description: 'By CUPED; null without `before`.' })
  readonly adjustedMean!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Of one unit, without CUPED. Of a RATIO that of the linearised value, (numerator - ratio x denominator) / mean denominator: what `sampleSize` takes.',
  })
  readonly standardDeviation!: number | null;

  @Field(() => String, { nullable: true })
  readonly reason!: string | null;
}

@ObjectType({
  description:
    'What is believed of the effect given the data, at one look: it does not allow for stopping when it looks good.',
})
@Access(ANALYSE)
export class Posterior {
  @Field(() => Float, { nullable: true })
  readonly mean!: number | null;

  @Field(() => Float, { nullable: true })
  readonly standardDeviation!: number | null;

  @Field(() => Float, { nullable: true, description: 'Lower end of the central credible interval.' })
  readonly lower!: number | null;

  @Field(() => Float, { nullable: true, description: 'Upper end of the central credible interval.' })
  readonly upper!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Probability that the treatment is better than the control.',
  })
  readonly chanceToWin!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Expected loss if the control is chosen, on the scale of `mean`.',
  })
  readonly riskControl!: number | null;

  @Field(() => Float, { nullable: true, description: 'Expected loss if the treatment is chosen.' })
  readonly riskTreatment!: number | null;

  @Field(() => String, { nullable: true })
  readonly reason!: string | null;
}

@ObjectType({ description: 'A treatment against the control.' })
@Access(ANALYSE)
export class ArmComparison {
  @Field(() => String, { description: 'Of the treatment.' })
  readonly name!: string;

  @Field(() => ArmEffect, { description: "In the metric's own unit, Welch's t." })
  readonly absolute!: ArmEffect;

  @Field(() => ArmEffect, {
    description:
      "Relative to the size of the control's unadjusted mean, by Fieller's theorem: it excludes 0 if and only if `absolute` does.",
  })
  readonly relative!: ArmEffect;

  @Field(() => ArmEffect, {
    description: 'The same by the delta method, as other platforms show it; it may disagree with `absolute`.',
  })
  readonly relativeDelta!: ArmEffect;

  @Field(() => ArmEffect, { nullable: true, description: '`relative` without CUPED; null without `before`.' })
  readonly unadjusted!: ArmEffect | null;

  @Field(() => ArmEffect, {
    nullable: true,
    description:
      '`absolute` by a confidence sequence, which holds at every look; null without `sequentialPlannedUnits`.',
  })
  readonly sequential!: ArmEffect | null;

  @Field(() => ArmEffect, { nullable: true, description: '`relative` by a confidence sequence.' })
  readonly sequentialRelative!: ArmEffect | null;

  @Field(() => ArmEffect, { nullable: true, description: '`relativeDelta` by a confidence sequence.' })
  readonly sequentialRelativeDelta!: ArmEffect | null;

  @Field(() => Posterior)
  readonly posterior!: Posterior;

  @Field(() => Float, {
    nullable: true,
    description:
      'The p-value that decides the verdict, adjusted for all treatments: controls the chance of any false alarm.',
  })
  readonly adjustedPValueHolm!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'The same, controlling the share of false alarms among the effects that are found.',
  })
  readonly adjustedPValueBenjaminiHochberg!: number | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether the treatment is worse by less than `margin`, one-sided at the confidence asked for; null without a margin.',
  })
  readonly nonInferior!: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether the whole two-sided interval lies within `margin`: known to be too small to matter. Null without a margin.',
  })
  readonly neutral!: boolean | null;

  @Field(() => Verdict, {
    description:
      'Decided by `sequentialRelative` if `sequentialPlannedUnits` was given, else by `relative`; if that has no bounds, by the absolute effect.',
  })
  readonly verdict!: Verdict;

  @Field(() => String, { nullable: true })
  readonly reason!: string | null;
}

@ObjectType({ description: 'Whether any arm differs from any other.' })
@Access(ANALYSE)
export class ChiSquareResult {
  @Field(() => Float, { nullable: true })
  readonly chiSquare!: number | null;

  @Field(() => Int, { nullable: true })
  readonly degreesOfFreedom!: number | null;

  @Field(() => Float, { nullable: true })
  readonly pValue!: number | null;

  @Field(() => String, { nullable: true })
  readonly reason!: string | null;
}

@ObjectType({ description: 'What the sums of an experiment say.' })
@Access(ANALYSE)
export class AnalysisResult {
  @Field(() => [ArmResult])
  readonly arms!: readonly ArmResult[];

  @Field(() => [ArmComparison], { description: 'Of each treatment with the control.' })
  readonly comparisons!: readonly ArmComparison[];

  @Field(() => SampleRatioResult)
  readonly sampleRatio!: SampleRatioResult;

  @Field(() => ChiSquareResult, {
    nullable: true,
    description:
      "Pearson's chi-square of a PROPORTION, Wald's otherwise; null with two arms, since the comparison says the same.",
  })
  readonly omnibus!: ChiSquareResult | null;

  @Field(() => Float, {
    nullable: true,
    description: "CUPED's coefficient over all arms; null without `before`.",
  })
  readonly theta!: number | null;
}
