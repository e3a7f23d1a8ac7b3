import { Field, Float, ObjectType, registerEnumType } from 'type-graphql';
import { Estimand, HEADLINE_NOTICE_DESCRIPTION } from '../../catalog/index.js';
import { Access, DateTime, SafeInt, Verdict } from '../../platform/index.js';
import { READ_LIFT } from '../access.js';
import { LiftMetric } from '../lift-metric.js';
import { HeadlineTotals, LiftTotals } from './arm-totals.type.js';
import { LiftEstimate, RandomEffectsEstimate, RateRatioEstimate } from './estimate.type.js';
import { ExcludedStore, PooledItemVariance, StoreLift } from './report-parts.type.js';
import { LiftReportSettings } from './report-settings.type.js';

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

  @Field(() => String, { nullable: true, description: HEADLINE_NOTICE_DESCRIPTION })
  readonly headlineNotice!: string | null;

  @Field(() => LiftEstimate, { description: 'The estimate of `headlineEstimand`.' })
  readonly headline!: LiftEstimate;

  @Field(() => Verdict, { description: 'What the headline says about the rate of AI-generated items.' })
  readonly verdict!: Verdict;

  @Field(() => RateRatioEstimate, {
    description:
      "Across the stores, AI items' average rate over human-designed items': every store's rates count once.",
  })
  readonly averageRates!: RateRatioEstimate;

  @Field(() => LiftEstimate, {
    description: "Mean of the stores' lifts, every store the same; the estimand of the paper.",
  })
  readonly equalWeight!: LiftEstimate;

  @Field(() => LiftEstimate, { description: 'The geometric-mean store.' })
  readonly logRatio!: LiftEstimate;

  @Field(() => LiftEstimate, { description: 'Equal weight, less the bias of a ratio with little traffic.' })
  readonly biasCorrected!: LiftEstimate;

  @Field(() => RateRatioEstimate, {
    description: 'Mantel-Haenszel rate ratio: compares within the store, and large stores count more.',
  })
  readonly trafficWeighted!: RateRatioEstimate;

  @Field(() => RandomEffectsEstimate, { description: 'A store counts as much as it knows.' })
  readonly randomEffects!: RandomEffectsEstimate;

  @Field(() => [StoreLift])
  readonly stores!: readonly StoreLift[];

  @Field(() => [ExcludedStore], {
    description: 'Stores without a lift of their own; each estimate lists those that it leaves out.',
  })
  readonly excluded!: readonly ExcludedStore[];

  @Field(() => PooledItemVariance, { description: 'How much items differ in appeal within a store.' })
  readonly pooledItemVariance!: PooledItemVariance;

  @Field(() => Float, {
    nullable: true,
    description:
      'All counts over all traffic, of both arms and all stores that were asked for; for revenue, orders per impression. Decides which arms expect enough counts. Null without traffic.',
  })
  readonly pooledRate!: number | null;

  @Field(() => HeadlineTotals)
  readonly totals!: HeadlineTotals;

  @Field(() => LiftTotals, { description: 'Over every store, excluded ones too.' })
  readonly allTotals!: LiftTotals;

  @Field(() => [String], { description: 'Currencies of the revenue, of the orders with an amount.' })
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
