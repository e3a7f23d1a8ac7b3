import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Access, Day, Verdict } from '../../platform/index.js';
import type { VarianceSource } from '../../statistics/index.js';
import { READ_LIFT } from '../access.js';
import { LiftTotals } from './arm-totals.type.js';
import { LiftEstimate } from './estimate.type.js';

/** What says how uncertain the lift of a store is: as statistics name it. */
export const VarianceFrom = {
  POOLED_ITEMS: 'POOLED_ITEMS',
  POOLED_ITEMS_OF_ONE_ARM: 'POOLED_ITEMS_OF_ONE_ARM',
  COUNTS: 'COUNTS',
} as const satisfies { readonly [K in VarianceSource]: K };
export type VarianceFrom = VarianceSource;

registerEnumType(VarianceFrom, {
  name: 'VarianceFrom',
  description: 'What says how uncertain the lift of a store is.',
  valuesConfig: {
    POOLED_ITEMS: { description: 'Its counts, and how much items of all stores differ from each other.' },
    POOLED_ITEMS_OF_ONE_ARM: {
      description:
        'Its counts, and how much items of one origin differ: no store has two items of the other. Too narrow if those differ, so there is no verdict.',
    },
    COUNTS: {
      description:
        'Its counts alone: no store has two items of either origin. Too narrow if items differ, so there is no verdict.',
    },
  },
});

@ObjectType({ description: 'One store of the report.' })
@Access(READ_LIFT)
abstract class StoreLine extends LiftTotals {
  readonly storeId!: string;

  @Field(() => [String], {
    description: 'What is suspicious about its counts: more clicks than impressions, say.',
  })
  readonly warnings!: readonly string[];
}

@ObjectType({ description: 'One store with a lift of its own.' })
@Access(READ_LIFT)
export class StoreLift extends StoreLine {
  @Field(() => Float, { nullable: true, description: 'AI rate over human rate, minus 1.' })
  readonly lift!: number | null;

  @Field(() => Float, { nullable: true })
  readonly lower!: number | null;

  @Field(() => Float, { nullable: true })
  readonly upper!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Of the Student t of the interval; null for the normal distribution, or without an interval.',
  })
  readonly degreesOfFreedom!: number | null;

  @Field(() => VarianceFrom, { nullable: true, description: 'Null without an interval.' })
  readonly varianceFrom!: VarianceFrom | null;

  @Field(() => Verdict, {
    description:
      'What the interval of this store says; of many stores, some stand out by chance. NOT_COMPUTED also by an interval that leaves out how much items differ: see `varianceFrom`.',
  })
  readonly verdict!: Verdict;

  @Field(() => String, { nullable: true, description: 'Why there is no interval, or no verdict by it.' })
  readonly reason!: string | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'The lift pulled toward the mean of all stores in `randomEffects`, the more the less certain it is (empirical Bayes). For ranking stores only: quote `lift` with its interval.',
  })
  readonly shrunkLift!: number | null;

  @Field(() => String, { nullable: true, description: 'Why there is no `shrunkLift`.' })
  readonly shrunkLiftReason!: string | null;
}

@ObjectType({
  description:
    'A store without a lift of its own. `averageRates` and `trafficWeighted` use those that lack a human numerator only.',
})
@Access(READ_LIFT)
export class ExcludedStore extends StoreLine {
  @Field(() => String)
  readonly reason!: string;
}

@ObjectType({
  description:
    'Variance between items of one origin within a store, relative to their mean rate and beyond chance, pooled over all stores that the viewer sees, whatever `storeIds` were asked for; 0 if no store has two items of the origin.',
})
@Access(READ_LIFT)
export class PooledItemVariance {
  @Field(() => Float, {
    nullable: true,
    description:
      'Null if unknown: one item of every store took nearly all that was counted. Then no store has an interval of its own.',
  })
  readonly ai!: number | null;

  @Field(() => Float, { nullable: true, description: 'As `ai`.' })
  readonly human!: number | null;

  @Field(() => Int, { description: 'Items beyond the first of each store that it rests on.' })
  readonly degreesOfFreedomAi!: number;

  @Field(() => Int, { description: 'As `degreesOfFreedomAi`.' })
  readonly degreesOfFreedomHuman!: number;
}

@ObjectType({
  description:
    'The headline estimand within a period of the trend. `ai` and `human` add up all stores, so their rates mix stores: the lift compares within stores and is not their ratio.',
})
@Access(READ_LIFT)
export class LiftPeriod extends LiftTotals {
  @Field(() => Day)
  readonly startsOn!: string;

  @Field(() => Day, { description: 'First day no longer in it.' })
  readonly endsOn!: string;

  @Field(() => LiftEstimate)
  readonly estimate!: LiftEstimate;
}

@ObjectType({
  description:
    'The headline estimand within one slice: by itself, and adjusted for looking at all slices. Judge several slices by the adjusted interval and p-value, which agree with each other. `ai` and `human` add up all stores, so their rates mix stores: the lift compares within stores and is not their ratio.',
})
@Access(READ_LIFT)
export class LiftSlice extends LiftTotals {
  @Field(() => String, { nullable: true, description: 'Null: the rows that have no value.' })
  readonly label!: string | null;

  @Field(() => LiftEstimate, { description: 'Of this slice alone, not adjusted.' })
  readonly estimate!: LiftEstimate;

  @Field(() => Float, {
    nullable: true,
    description: 'p-value, adjusted for looking at all slices (Benjamini-Hochberg).',
  })
  readonly pValueAdjusted!: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Lower end of the interval at `confidenceAdjusted`: it excludes zero if and only if `pValueAdjusted` is below 1 minus the confidence of the report (Benjamini-Yekutieli, false coverage rate).',
  })
  readonly lowerAdjusted!: number | null;

  @Field(() => Float, { nullable: true, description: 'Upper end, as `lowerAdjusted`.' })
  readonly upperAdjusted!: number | null;

  @Field(() => Float, { description: 'Coverage of the adjusted interval, the same for all slices.' })
  readonly confidenceAdjusted!: number;

  @Field(() => Verdict, { description: 'What the adjusted interval says.' })
  readonly verdict!: Verdict;
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

  @Field(() => String, {
    nullable: true,
    description:
      'Set if the placebo excludes zero: even human-designed items compared with each other show a lift. `sentence` says so too.',
  })
  readonly warning!: string | null;

  @Field(() => String, { nullable: true })
  readonly reason!: string | null;
}
