import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Estimand } from '../../catalog/index.js';
import { Access, DateTime, SafeInt, Verdict } from '../../platform/index.js';
import { READ_LIFT } from '../access.js';
import { LiftMetric } from '../lift-metric.js';
import { LiftTotals } from './arm-totals.type.js';
import { LiftEstimate, RandomEffectsEstimate, TrafficWeightedEstimate } from './estimate.type.js';
import { ExcludedStore, StoreLift } from './report-parts.type.js';
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
