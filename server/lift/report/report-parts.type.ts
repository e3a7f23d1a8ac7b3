import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Access, Day } from '../../platform/index.js';
import { READ_LIFT } from '../access.js';
import { LiftTotals } from './arm-totals.type.js';
import { LiftEstimate } from './estimate.type.js';

@ObjectType({ description: 'One store of the report.' })
@Access(READ_LIFT)
abstract class StoreLine extends LiftTotals {
  readonly storeId!: string;

  @Field(() => [String], {
    description: 'What is suspicious about its counts: more clicks than impressions, say.',
  })
  readonly warnings!: readonly string[];
}

@ObjectType({ description: 'One store that counts.' })
@Access(READ_LIFT)
export class StoreLift extends StoreLine {
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
export class ExcludedStore extends StoreLine {
  @Field(() => String)
  readonly reason!: string;
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
