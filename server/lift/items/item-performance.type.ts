import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Item } from '../../catalog/index.js';
import { Funnel } from '../../events/index.js';
import { Access, EstimateFields, Verdict } from '../../platform/index.js';
import { READ_LIFT } from '../access.js';

@ObjectType({
  implements: EstimateFields,
  description:
    'Rate of an AI-generated item over that of the human-designed items of its store, minus 1. The interval is of this one item, chosen before looking: of many items, the first in a ranking looks better than it is. It has no standard error, since it is not symmetric; p-values below 1e-12 are given as that.',
})
@Access(READ_LIFT)
export class ItemLift extends EstimateFields {}

@ObjectType({
  description: 'What an item did, and how that compares with the human-designed items of its store.',
})
@Access(READ_LIFT)
export class ItemPerformance {
  @Field(() => Item)
  readonly item!: Item;

  @Field(() => Funnel, {
    description: 'In the days that were asked for, and in the scenario of the metric if it has one.',
  })
  readonly totals!: Funnel;

  @Field(() => Float, {
    nullable: true,
    description:
      'Numerator of the metric; revenue in minor units, null if an order has no amount or there are several currencies.',
  })
  readonly numerator!: number | null;

  @Field(() => Float, { description: 'Denominator of the metric.' })
  readonly denominator!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Numerator per denominator; null without either.',
  })
  readonly rate!: number | null;

  @Field(() => ItemLift)
  readonly lift!: ItemLift;

  @Field(() => Verdict, { description: 'What the interval of `lift` says.' })
  readonly verdict!: Verdict;

  @Field(() => Float, {
    nullable: true,
    description:
      'A rank aid, not an estimate to quote: the lift pulled toward the mean of all AI-generated items in the same days, the more the less is known of the item and of the human-designed items of its store (empirical Bayes, gamma prior by moments: Clayton & Kaldor 1987, Marshall 1991). The interval of `lift` is of the unshrunk lift.',
  })
  readonly shrunkLift!: number | null;

  @Field(() => String, { nullable: true, description: 'Why there is no shrunk lift.' })
  readonly shrunkLiftReason!: string | null;
}

@ObjectType({
  description:
    'Place of an item among the AI-generated items of the same stores and days by shrunk lift, best first. With many items, those on top look better than they are.',
})
@Access(READ_LIFT)
export class ItemRank {
  @Field(() => Int, { description: 'From 1; items with the same shrunk lift share a place.' })
  readonly place!: number;

  @Field(() => Int, { description: 'Items with this place, this one among them.' })
  readonly sharedBy!: number;

  @Field(() => Int, { description: 'AI-generated items with a shrunk lift.' })
  readonly of!: number;
}
