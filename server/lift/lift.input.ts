import { IsOptional, IsUUID } from 'class-validator';
import { ArgsType, Field, Float, ID, InputType, Int, registerEnumType } from 'type-graphql';
import { MINIMUM_TRAFFIC_RANGE, PriceBand, Scenario } from '../catalog/index.js';
import { isOfReturns } from '../events/index.js';
import { Day, Limited, NAME_LENGTH_RANGE, type Range, SafeInt } from '../platform/index.js';
import { LiftMetric, metricsThat } from './lift-metric.js';

/** More stores or categories than this are no longer a choice: leave the filter out. */
export const MAX_CHOICES = 1_000;
/** Days. */
const RETURN_WINDOW_RANGE: Range = { min: 0, max: 365 };
export const CONFIDENCE_RANGE: Range = { min: 0.5, max: 0.9999 };

@InputType({
  description:
    'What to compare. `metric` alone asks for every store over the whole period, at 95 % confidence and with the minimum traffic of the workspace.',
})
export class LiftInput {
  @Field(() => LiftMetric)
  metric!: LiftMetric;

  @Field(() => Day, {
    nullable: true,
    description: 'First day, in the time zone of the workspace. With a day, undated totals are left out.',
  })
  from?: string | null;

  @Field(() => Day, { nullable: true, description: 'First day no longer in: the range is [from, to).' })
  to?: string | null;

  @Field(() => [ID], {
    nullable: true,
    description:
      'Only these stores. How much items differ is learned from all visible stores nevertheless, so that the interval of a store does not depend on which others are asked for.',
  })
  @Limited({ items: { max: MAX_CHOICES } })
  @IsOptional()
  @IsUUID('all', { each: true, message: 'storeIds are ids of stores, as `stores` gives them' })
  storeIds?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Only items of these categories.' })
  @Limited({ items: { max: MAX_CHOICES }, length: { max: NAME_LENGTH_RANGE.max } })
  categories?: string[] | null;

  @Field(() => [PriceBand], { nullable: true, description: 'Only items of these price bands.' })
  priceBands?: PriceBand[] | null;

  @Field(() => Scenario, {
    nullable: true,
    description: `Only events of this scenario. ${metricsThat(({ scenario }) => scenario !== null)} have their own.`,
  })
  scenario?: Scenario | null;

  @Field(() => Int, {
    nullable: true,
    description: `For ${metricsThat(isOfReturns)}: only orders older than this many whole days count, with their returns, since a younger one may still come back. Totals without a day count as old. None by default: every order counts, and recent ones make the rate look low.`,
  })
  @Limited({ range: RETURN_WINDOW_RANGE })
  returnWindowDays?: number | null;

  @Field(() => SafeInt, {
    nullable: true,
    description:
      'Minimum denominator (impressions, say) that either arm of a store must have; the setting of the workspace by default.',
  })
  @Limited({ range: MINIMUM_TRAFFIC_RANGE })
  minimumTraffic?: number | null;

  @Field(() => Float, { nullable: true, description: 'Coverage of every interval; 0.95 by default.' })
  @Limited({ range: CONFIDENCE_RANGE })
  confidence?: number | null;
}

/** What a report can be cut by. */
export enum LiftBreakdown {
  CATEGORY = 'CATEGORY',
  PRICE_BAND = 'PRICE_BAND',
  MONTH = 'MONTH',
  STORE_ATTRIBUTE = 'STORE_ATTRIBUTE',
}

registerEnumType(LiftBreakdown, {
  name: 'LiftBreakdown',
  description: 'What a report is cut by; the slices add up to the whole.',
  valuesConfig: {
    CATEGORY: { description: 'Category of the item.' },
    PRICE_BAND: { description: 'Tercile of the price within category and currency.' },
    MONTH: { description: 'Month in the time zone of the workspace.' },
    STORE_ATTRIBUTE: { description: 'Value of an attribute of the store, named by `attribute`.' },
  },
});

/** What a CSV file of a report has a row for. */
export enum LiftTable {
  STORES = 'STORES',
  ESTIMANDS = 'ESTIMANDS',
}

registerEnumType(LiftTable, {
  name: 'LiftTable',
  description: 'What a CSV file of a report has a row for.',
  valuesConfig: {
    STORES: { description: 'Every store, excluded ones too, with its sufficient statistics.' },
    ESTIMANDS: { description: 'Every estimand.' },
  },
});

/** What the points of a trend are. */
export enum LiftTrend {
  DAY = 'DAY',
  WEEK = 'WEEK',
  CUMULATIVE = 'CUMULATIVE',
}

registerEnumType(LiftTrend, {
  name: 'LiftTrend',
  description: 'What the points of a trend are.',
  valuesConfig: {
    DAY: { description: 'Each day by itself.' },
    WEEK: { description: 'Each week by itself, Monday to Sunday.' },
    CUMULATIVE: {
      description:
        'From the first day to the end of each week, the last one to the last day with events; of more than 12 weeks, 12 evenly spaced ones.',
    },
  },
});

@ArgsType()
export class BreakdownArgs {
  @Field(() => LiftBreakdown)
  readonly by!: LiftBreakdown;

  @Field(() => String, { nullable: true, description: 'Name of the store attribute.' })
  @Limited({ length: { max: NAME_LENGTH_RANGE.max } })
  readonly attribute?: string | null;
}
