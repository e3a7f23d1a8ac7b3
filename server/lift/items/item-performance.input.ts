import { IsOptional, IsUUID } from 'class-validator';
import { Field, Float, ID, InputType, registerEnumType } from 'type-graphql';
import { ItemOrigin, MAX_SEARCH_LENGTH } from '../../catalog/index.js';
import { Day, Limited, NAME_LENGTH_RANGE } from '../../platform/index.js';
import { CONFIDENCE_RANGE, MAX_CHOICES } from '../lift.input.js';
import { LiftMetric } from '../lift-metric.js';

/** What a list of items is sorted by. Items without it come last, those that are equal in the order of their titles. */
export enum ItemSort {
  LIFT = 'LIFT',
  RATE = 'RATE',
  IMPRESSIONS = 'IMPRESSIONS',
  ORDERS = 'ORDERS',
  REVENUE = 'REVENUE',
  NEWEST = 'NEWEST',
  TITLE = 'TITLE',
}

registerEnumType(ItemSort, {
  name: 'ItemSort',
  description:
    'What a list of items is sorted by. Items without it come last, whatever the direction; those that are equal come in the order of their titles.',
  valuesConfig: {
    LIFT: { description: 'The shrunk lift.' },
    RATE: { description: 'The rate of the metric; one of money within each currency.' },
    IMPRESSIONS: { description: 'Impressions.' },
    ORDERS: { description: 'Orders.' },
    REVENUE: {
      description:
        'Revenue, within each currency in alphabetical order: amounts of different currencies are not compared. Items without an amount, or with several currencies, have none.',
    },
    NEWEST: { description: 'When the item was added; descending: the newest first.' },
    TITLE: { description: 'The title, in any case.' },
  },
});

export enum SortDirection {
  ASCENDING = 'ASCENDING',
  DESCENDING = 'DESCENDING',
}

registerEnumType(SortDirection, {
  name: 'SortDirection',
  description: 'Which end of an order comes first.',
  valuesConfig: {
    ASCENDING: { description: 'The lowest, oldest or alphabetically first.' },
    DESCENDING: { description: 'The highest, newest or alphabetically last.' },
  },
});

@InputType({
  description:
    'Which items, and what is asked about them. `metric`, `from` and `to` decide every number; lifts are made with all stores that you see, so that an item has the same lift in every list. The rest only narrows and sorts the list.',
})
export class ItemPerformanceInput {
  @Field(() => LiftMetric, {
    description: 'What the rate and the lift are of. For revenue there is a rate, and no lift.',
  })
  readonly metric!: LiftMetric;

  @Field(() => Day, {
    nullable: true,
    description: 'First day, in the time zone of the workspace. With a day, undated totals are left out.',
  })
  readonly from?: string | null;

  @Field(() => Day, { nullable: true, description: 'First day no longer in: the range is [from, to).' })
  readonly to?: string | null;

  @Field(() => [ID], {
    nullable: true,
    description: 'Only these stores. Ranks are those among their items; the lift of an item stays the same.',
  })
  @Limited({ items: { max: MAX_CHOICES } })
  @IsOptional()
  @IsUUID('all', { each: true, message: 'storeIds are ids of stores, as `stores` gives them' })
  readonly storeIds?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Only these items.' })
  @Limited({ items: { max: MAX_CHOICES } })
  @IsOptional()
  @IsUUID('all', { each: true, message: 'itemIds are ids of items, as `items` gives them' })
  readonly itemIds?: string[] | null;

  @Field(() => ItemOrigin, { nullable: true })
  readonly origin?: ItemOrigin | null;

  @Field(() => [String], { nullable: true, description: 'Only items of these categories.' })
  @Limited({ items: { max: MAX_CHOICES }, length: { max: NAME_LENGTH_RANGE.max } })
  readonly categories?: string[] | null;

  @Field(() => String, { nullable: true, description: 'Part of the title or the key, in any case.' })
  @Limited({ length: { max: MAX_SEARCH_LENGTH } })
  readonly search?: string | null;

  @Field(() => ItemSort, { defaultValue: ItemSort.LIFT })
  readonly sort!: ItemSort;

  @Field(() => SortDirection, {
    nullable: true,
    description: 'Ascending for titles, descending for the rest by default.',
  })
  readonly direction?: SortDirection | null;

  @Field(() => Float, { nullable: true, description: 'Coverage of every interval; 0.95 by default.' })
  @Limited({ range: CONFIDENCE_RANGE })
  readonly confidence?: number | null;
}
