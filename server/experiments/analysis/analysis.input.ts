import { Field, Float, InputType, registerEnumType } from 'type-graphql';
import { Limited, NAME_LENGTH_RANGE } from '../../platform/index.js';
import type { MetricKind } from '../../statistics/index.js';
import { Alternative } from '../alternative.js';
import {
  ARM_RANGE,
  CONFIDENCE_RANGE,
  PRODUCT_RANGE,
  SQUARES_RANGE,
  SUM_RANGE,
  UNIT_RANGE,
} from '../limits.js';

/** What a metric is per unit: as statistics name it. */
export const AnalysisMetricKind = {
  MEAN: 'MEAN',
  PROPORTION: 'PROPORTION',
  RATIO: 'RATIO',
} as const satisfies { readonly [K in MetricKind]: K };
export type AnalysisMetricKind = MetricKind;

registerEnumType(AnalysisMetricKind, {
  name: 'AnalysisMetricKind',
  description: 'What a metric is made of.',
  valuesConfig: {
    MEAN: { description: 'A number per unit: revenue per visitor.' },
    PROPORTION: { description: 'The share of units that did something: visitors who ordered.' },
    RATIO: {
      description: 'The ratio of two numbers per unit: clicks of impressions, with visitors as units.',
    },
  },
});

@InputType({
  description:
    'Sums of the same metric, over the same units, before the experiment. CUPED then removes the differences that were there before. Give them for every arm or for none.',
})
export class BeforeSumsInput {
  @Field(() => Float, { description: 'Of the numerator before, or of the metric itself.' })
  @Limited({ range: SUM_RANGE })
  sum!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Of its squares. Required, except for a PROPORTION whose units were 0 or 1 each before too.',
  })
  @Limited({ range: SQUARES_RANGE })
  sumSquares?: number | null;

  @Field(() => Float, { description: 'Of its products with the numerator in the experiment.' })
  @Limited({ range: PRODUCT_RANGE })
  productWithSum!: number;

  @Field(() => Float, { nullable: true, description: 'RATIO: of the denominator before.' })
  @Limited({ range: SUM_RANGE })
  denominatorSum?: number | null;

  @Field(() => Float, { nullable: true, description: 'RATIO: of the squares of the denominator before.' })
  @Limited({ range: SQUARES_RANGE })
  denominatorSumSquares?: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'RATIO: of the products of numerator before and denominator before.',
  })
  @Limited({ range: PRODUCT_RANGE })
  productSum?: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'RATIO: of the products of the numerator in the experiment and the denominator before.',
  })
  @Limited({ range: PRODUCT_RANGE })
  sumWithDenominatorBefore?: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'RATIO: of the products of the denominator in the experiment and the numerator before.',
  })
  @Limited({ range: PRODUCT_RANGE })
  denominatorWithSumBefore?: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'RATIO: of the products of the denominator in the experiment and the denominator before.',
  })
  @Limited({ range: PRODUCT_RANGE })
  denominatorWithDenominatorBefore?: number | null;
}

@InputType({ description: 'Sums over the units (visitors, stores) of an arm, each unit once.' })
export class ArmSumsInput {
  @Field(() => String)
  @Limited({ length: NAME_LENGTH_RANGE })
  name!: string;

  @Field(() => Float, { description: 'How many units: what was randomised.' })
  @Limited({ range: UNIT_RANGE })
  units!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'Planned share, in proportion to those of the other arms; equal if no arm has one. 0: no unit should come.',
  })
  @Limited({ range: UNIT_RANGE })
  weight?: number | null;

  @Field(() => Float, {
    description: 'Of the metric, or of the numerator of a RATIO; for a PROPORTION the number of successes.',
  })
  @Limited({ range: SUM_RANGE })
  sum!: number;

  @Field(() => Float, { nullable: true, description: 'MEAN and RATIO: of its squares.' })
  @Limited({ range: SQUARES_RANGE })
  sumSquares?: number | null;

  @Field(() => Float, { nullable: true, description: 'RATIO: of the denominator.' })
  @Limited({ range: SUM_RANGE })
  denominatorSum?: number | null;

  @Field(() => Float, { nullable: true, description: 'RATIO: of the squares of the denominator.' })
  @Limited({ range: SQUARES_RANGE })
  denominatorSumSquares?: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'RATIO: of the products of numerator and denominator.',
  })
  @Limited({ range: PRODUCT_RANGE })
  productSum?: number | null;

  @Field(() => BeforeSumsInput, { nullable: true })
  before?: BeforeSumsInput | null;
}

@InputType({ description: 'What is believed of the effect before the data: a normal distribution.' })
export class PriorInput {
  @Field(() => Float)
  @Limited({ range: SUM_RANGE })
  mean!: number;

  @Field(() => Float, { description: 'Above 0.' })
  @Limited({ range: SQUARES_RANGE })
  standardDeviation!: number;

  @Field(() => Boolean, {
    defaultValue: true,
    description:
      'Whether prior and posterior are of the effect relative to the control; if false, of the absolute difference.',
  })
  relative!: boolean;
}

@InputType({ description: 'The sums of an experiment, and what was decided before looking at them.' })
export class AnalysisInput {
  @Field(() => AnalysisMetricKind)
  kind!: AnalysisMetricKind;

  @Field(() => [ArmSumsInput], { description: 'The control first.' })
  @Limited({ items: ARM_RANGE })
  arms!: ArmSumsInput[];

  @Field(() => Float, { defaultValue: 0.95, description: 'Of every interval.' })
  @Limited({ range: CONFIDENCE_RANGE })
  confidence!: number;

  @Field(() => Alternative, { defaultValue: Alternative.TWO_SIDED })
  alternative!: Alternative;

  @Field(() => Float, {
    nullable: true,
    description:
      'Units of the control and one treatment together at the planned end, fixed before the start. The sequential answers, which hold at every look, are then given and decide the verdict. If absent, there is one planned look.',
  })
  @Limited({ range: UNIT_RANGE })
  sequentialPlannedUnits?: number | null;

  @Field(() => PriorInput, { nullable: true, description: 'Flat if absent.' })
  prior?: PriorInput | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'Whether lower values are better, e.g. of returns. Swaps chance to win, risks and non-inferiority; never changes the sign of an effect.',
  })
  lowerIsBetter!: boolean;

  @Field(() => Float, {
    nullable: true,
    description:
      'Relative difference, above 0, that is too small to matter: 0.01 is 1 % of the control. `nonInferior` and `neutral` need it.',
  })
  @Limited({ range: UNIT_RANGE })
  margin?: number | null;

  @Field(() => Float, {
    defaultValue: 1,
    description:
      'Above 0: how closely around the planned shares `sampleRatio.anytimePValue` looks for a mismatch. A higher number finds smaller mismatches, with more units.',
  })
  @Limited({ range: UNIT_RANGE })
  sampleRatioConcentration!: number;
}
