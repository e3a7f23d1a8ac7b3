import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Estimand, PriceBand, Scenario } from '../catalog/index.js';
import { Access, DateTime, Day, SafeInt, Verdict } from '../platform/index.js';
import { READ_LIFT } from './access.js';
import { LiftEstimate, RandomEffectsEstimate, TrafficWeightedEstimate } from './estimate.type.js';
import { LiftMetric } from './lift-metric.js';

export enum LiftDesign {
  OBSERVATIONAL = 'OBSERVATIONAL',
  /** Not reached yet: a report is randomised once an experiment decides what is shown. @public */
  RANDOMISED_EXPOSURE = 'RANDOMISED_EXPOSURE',
}

registerEnumType(LiftDesign, {
  name: 'LiftDesign',
  description: 'How items came to be shown.',
  valuesConfig: {
    OBSERVATIONAL: {
      description: 'Items were not randomised: part of the lift may be which items were compared, and where.',
    },
    RANDOMISED_EXPOSURE: { description: 'Chance decided which item a visitor saw.' },
  },
});

@ObjectType({ description: 'Totals of one arm: the sufficient statistics of every answer.' })
@Access(READ_LIFT)
export class ArmTotals {
  @Field(() => Float, { description: 'Numerator of the metric; revenue in minor units.' })
  readonly numerator!: number;

  @Field(() => Float, { description: 'Denominator of the metric.' })
  readonly denominator!: number;

  @Field(() => Float, { nullable: true, description: 'Numerator per denominator; null where that is 0.' })
  readonly rate!: number | null;

  @Field(() => SafeInt)
  readonly impressions!: number;

  @Field(() => SafeInt)
  readonly clicks!: number;

  @Field(() => SafeInt)
  readonly orders!: number;

  @Field(() => SafeInt)
  readonly returns!: number;

  @Field(() => Float, { description: 'In minor units; a sum over `currencies` of the report.' })
  readonly revenueMinor!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Sum of squared order amounts; null where some came only as totals.',
  })
  readonly revenueSquares!: number | null;
}

@ObjectType({ description: 'Both arms, added up.' })
@Access(READ_LIFT)
export class LiftTotals {
  @Field(() => ArmTotals)
  readonly ai!: ArmTotals;

  @Field(() => ArmTotals)
  readonly human!: ArmTotals;
}

@ObjectType({ description: 'One store that counts.' })
@Access(READ_LIFT)
export class StoreLift extends LiftTotals {
  readonly storeId!: string;

  @Field(() => Float, { nullable: true, description: 'AI rate over human rate, minus 1.' })
  readonly lift!: number | null;

  @Field(() => Float, { nullable: true })
  readonly lower!: number | null;

  @Field(() => Float, { nullable: true })
  readonly upper!: number | null;

  @Field(() => String, { nullable: true, description: 'Why there is no interval.' })
  readonly reason!: string | null;
}

@ObjectType({ description: 'A store that no estimate uses.' })
@Access(READ_LIFT)
export class ExcludedStore extends LiftTotals {
  readonly storeId!: string;

  @Field(() => String)
  readonly reason!: string;
}

@ObjectType({
  description: "Human against human: each store's human-designed items split in halves at random, 200 times.",
})
@Access(READ_LIFT)
export class Placebo {
  @Field(() => Float, { nullable: true, description: 'Standard deviation of the placebo lifts.' })
  readonly standardDeviation!: number | null;

  @Field(() => Float, { nullable: true, description: '2.5 % point.' })
  readonly lower!: number | null;

  @Field(() => Float, { nullable: true, description: '97.5 % point.' })
  readonly upper!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Share of placebo lifts at least as far from zero as the headline, 0 to 1.',
  })
  readonly shareBeyond!: number | null;

  @Field(() => Int)
  readonly splits!: number;

  @Field(() => Int, { description: 'Stores with two human-designed items or more.' })
  readonly stores!: number;

  @Field(() => String, { nullable: true })
  readonly reason!: string | null;
}

@ObjectType({ description: 'The headline estimand within one week, Monday to Sunday.' })
@Access(READ_LIFT)
export class LiftPeriod extends LiftTotals {
  @Field(() => Day)
  readonly startsOn!: string;

  @Field(() => Day, { description: 'First day no longer in it.' })
  readonly endsOn!: string;

  @Field(() => LiftEstimate)
  readonly estimate!: LiftEstimate;
}

@ObjectType({ description: 'The headline estimand within one slice.' })
@Access(READ_LIFT)
export class LiftSlice extends LiftTotals {
  @Field(() => String, { nullable: true, description: 'Null: the rows that have no value.' })
  readonly label!: string | null;

  @Field(() => LiftEstimate)
  readonly estimate!: LiftEstimate;

  @Field(() => Float, {
    nullable: true,
    description: 'p-value of the slice, adjusted for looking at all of them (Benjamini-Hochberg).',
  })
  readonly pValueAdjusted!: number | null;
}

@ObjectType({ description: 'Edges of the price bands of one category and currency, as they were.' })
@Access(READ_LIFT)
export class PriceBandEdges {
  @Field(() => String)
  readonly category!: string;

  @Field(() => String)
  readonly currency!: string;

  @Field(() => SafeInt, { description: 'LOW is at most this, in minor units.' })
  readonly lowerEdge!: number;

  @Field(() => SafeInt, { description: 'MIDDLE is at most this, HIGH above it, in minor units.' })
  readonly upperEdge!: number;

  @Field(() => Int, { description: 'Priced items the edges come from.' })
  readonly itemCount!: number;

  @Field(() => DateTime)
  readonly computedAt!: Date;
}

@ObjectType({ description: 'Every setting that made the report, so that it can be computed again.' })
@Access(READ_LIFT)
export class LiftReportSettings {
  @Field(() => LiftMetric)
  readonly metric!: LiftMetric;

  @Field(() => Estimand)
  readonly headlineEstimand!: Estimand;

  @Field(() => Day, { nullable: true })
  readonly from!: string | null;

  @Field(() => Day, { nullable: true })
  readonly to!: string | null;

  @Field(() => String, { description: 'Time zone of the days.' })
  readonly timeZone!: string;

  @Field(() => [ID], { nullable: true, description: 'Null: every store the viewer sees.' })
  readonly storeIds!: readonly string[] | null;

  @Field(() => [String], { nullable: true })
  readonly categories!: readonly string[] | null;

  @Field(() => [PriceBand], { nullable: true })
  readonly priceBands!: readonly PriceBand[] | null;

  @Field(() => Scenario, { nullable: true, description: 'Null: all scenarios.' })
  readonly scenario!: Scenario | null;

  @Field(() => Int, { nullable: true, description: 'Null: orders of any age, or another metric.' })
  readonly returnWindowDays!: number | null;

  @Field(() => Day, {
    nullable: true,
    description: 'First day too young for `returnWindowDays`: only orders of days before it count.',
  })
  readonly matureBefore!: string | null;

  @Field(() => SafeInt)
  readonly minimumTraffic!: number;

  @Field(() => Float)
  readonly confidence!: number;

  @Field(() => Int, { description: 'Seed of the placebo.' })
  readonly placeboSeed!: number;

  @Field(() => [PriceBandEdges])
  readonly priceBandEdges!: readonly PriceBandEdges[];
}

@ObjectType({
  description:
    'Do AI-generated items do better than human-designed ones of the same store? Every answer side by side.',
})
@Access(READ_LIFT)
export class LiftReport {
  @Field(() => LiftMetric)
  readonly metric!: LiftMetric;

  @Field(() => Estimand, { description: 'Chosen for the workspace before looking.' })
  readonly headlineEstimand!: Estimand;

  @Field(() => LiftEstimate, { description: 'The estimate of `headlineEstimand`.' })
  readonly headline!: LiftEstimate;

  @Field(() => Verdict, { description: 'What the headline says about the rate of AI-generated items.' })
  readonly verdict!: Verdict;

  @Field(() => LiftEstimate, { description: 'What a store gains on average; every store counts the same.' })
  readonly equalWeight!: LiftEstimate;

  @Field(() => LiftEstimate, { description: 'The typical store: geometric mean of the ratios.' })
  readonly logRatio!: LiftEstimate;

  @Field(() => LiftEstimate, { description: 'Equal weight, less the bias of a ratio with little traffic.' })
  readonly biasCorrected!: LiftEstimate;

  @Field(() => TrafficWeightedEstimate, { description: 'The market as a whole; big stores count more.' })
  readonly trafficWeighted!: TrafficWeightedEstimate;

  @Field(() => RandomEffectsEstimate, { description: 'A store counts as much as it knows.' })
  readonly randomEffects!: RandomEffectsEstimate;

  @Field(() => [StoreLift])
  readonly stores!: readonly StoreLift[];

  @Field(() => [ExcludedStore])
  readonly excluded!: readonly ExcludedStore[];

  @Field(() => LiftTotals, { description: 'Over every store, excluded ones too.' })
  readonly totals!: LiftTotals;

  @Field(() => [String], { description: 'Currencies of the revenue.' })
  readonly currencies!: readonly string[];

  @Field(() => LiftDesign)
  readonly design!: LiftDesign;

  @Field(() => Boolean, { description: 'The numbers come from a simulation, not from shops.' })
  readonly simulated!: boolean;

  @Field(() => SafeInt, {
    description: 'Imported totals without a day that the report counts; they are in totals and in no trend.',
  })
  readonly undatedRows!: number;

  @Field(() => DateTime, { description: 'Every event acknowledged before this instant is counted.' })
  readonly completeUntil!: Date;

  @Field(() => LiftReportSettings)
  readonly settings!: LiftReportSettings;
}
