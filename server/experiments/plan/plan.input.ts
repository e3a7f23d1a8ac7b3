import { ArgsType, Field, Float, InputType, Int, registerEnumType } from 'type-graphql';
import { Limited, type Range } from '../../platform/index.js';
import { Alternative } from '../alternative.js';
import { ARM_RANGE, CONFIDENCE_RANGE, SQUARES_RANGE, SUM_RANGE, UNIT_RANGE } from '../limits.js';

export const PlanKind = {
  MEAN: 'MEAN',
  PROPORTION: 'PROPORTION',
  RATIO: 'RATIO',
  STORES: 'STORES',
} as const;
export type PlanKind = keyof typeof PlanKind;

registerEnumType(PlanKind, {
  name: 'PlanKind',
  description: 'What an experiment that is planned will compare.',
  valuesConfig: {
    MEAN: { description: 'A number per unit: revenue per visitor.' },
    PROPORTION: { description: 'The share of units that do something: visitors who order.' },
    RATIO: { description: 'The ratio of two numbers per unit: clicks of impressions.' },
    STORES: { description: 'AI-generated and human-designed items within each store: the average lift.' },
  },
});

const POWER_RANGE: Range = { min: 0.01, max: 0.9999 };
/** Relative: from -100 % to a thousandfold. */
const EFFECT_RANGE: Range = { min: -1, max: 1_000 };

@InputType({ description: 'What is known and decided before an experiment.' })
export class PlanInput {
  @Field(() => PlanKind)
  kind!: PlanKind;

  @Field(() => Float, {
    nullable: true,
    description:
      "The control's mean, share or ratio, which effects are relative to. Required, except for STORES, which does not use it: lifts are relative already.",
  })
  @Limited({ range: SUM_RANGE })
  baseline?: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Of one unit. PROPORTION: computed from the baseline if absent. RATIO: of the linearised value, as `analysis` gives it for an arm. STORES: of the lifts of the stores.',
  })
  @Limited({ range: SQUARES_RANGE })
  standardDeviation?: number | null;

  @Field(() => Int, { defaultValue: 2, description: 'With the control. STORES: 2.' })
  @Limited({ range: ARM_RANGE })
  arms!: number;

  @Field(() => [Float], {
    nullable: true,
    description: "The arms' shares in proportion to each other, the control's first; equal if absent.",
  })
  @Limited({ items: ARM_RANGE, range: UNIT_RANGE })
  allocation?: number[] | null;

  @Field(() => Float, { defaultValue: 0.95 })
  @Limited({ range: CONFIDENCE_RANGE })
  confidence!: number;

  @Field(() => Alternative, { defaultValue: Alternative.TWO_SIDED })
  alternative!: Alternative;

  @Field(() => Float, {
    nullable: true,
    description:
      'Units of the control and one treatment together at the planned end of a test that may be looked at at any time. Power is that of one look at the number of units in question, not of all looks together.',
  })
  @Limited({ range: UNIT_RANGE })
  sequentialPlannedUnits?: number | null;

  @Field(() => Float, { nullable: true, description: 'New units a day, over all arms: for `days`.' })
  @Limited({ range: UNIT_RANGE })
  unitsPerDay?: number | null;
}

@ArgsType()
export class SampleSizeArgs {
  @Field(() => PlanInput)
  readonly input!: PlanInput;

  @Field(() => Float, { description: 'Relative effect to be found: 0.05 is 5 % of the control.' })
  @Limited({ range: EFFECT_RANGE })
  readonly effect!: number;

  @Field(() => Float, { defaultValue: 0.8, description: 'Chance to find it.' })
  @Limited({ range: POWER_RANGE })
  readonly power!: number;
}

@ArgsType()
export class DetectableEffectArgs {
  @Field(() => PlanInput)
  readonly input!: PlanInput;

  @Field(() => Float, { description: 'Over all arms.' })
  @Limited({ range: UNIT_RANGE })
  readonly units!: number;

  @Field(() => Float, { defaultValue: 0.8, description: 'Chance to find it.' })
  @Limited({ range: POWER_RANGE })
  readonly power!: number;
}

@ArgsType()
export class PowerArgs {
  @Field(() => PlanInput)
  readonly input!: PlanInput;

  @Field(() => Float, { description: 'Relative effect: 0.05 is 5 % of the control.' })
  @Limited({ range: EFFECT_RANGE })
  readonly effect!: number;

  @Field(() => Float, { description: 'Over all arms.' })
  @Limited({ range: UNIT_RANGE })
  readonly units!: number;
}
