import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { Estimand, PriceBand, Scenario } from '../../catalog/index.js';
import { Access, DateTime, Day, SafeInt } from '../../platform/index.js';
import { READ_LIFT } from '../access.js';
import { LiftMetric } from '../lift-metric.js';

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
