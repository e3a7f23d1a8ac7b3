import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { ItemOrigin, Scenario } from '../catalog/index.js';
import { Access, Day, Decimal, Limited, NAME_LENGTH_RANGE, SafeInt } from '../platform/index.js';
import { IMPORT_COUNTS } from './access.js';
import { MapTexts } from './map-texts.js';
import type { Rejection } from './runs/row-importer.js';

/** Of one request: larger tables come in several, or as a file. */
const MAX_ROWS = 10_000;
const MAX_CSV_LENGTH = 5_000_000;

const CellText = () => Limited({ length: { max: NAME_LENGTH_RANGE.max } });

@InputType({ description: 'The total of one store, item, scenario and day.' })
export class CountRowInput {
  @Field(() => String, { description: 'Name of the store; a new one is added.' })
  @CellText()
  readonly store!: string;

  @Field(() => String, { description: "The shop's own name for the item; a new one is added." })
  @CellText()
  readonly item!: string;

  @Field(() => ItemOrigin)
  readonly origin!: ItemOrigin;

  @Field(() => Scenario, { nullable: true, description: 'OTHER by default.' })
  readonly scenario?: Scenario | null;

  @Field(() => SafeInt)
  readonly impressions!: number;

  @Field(() => SafeInt)
  readonly clicks!: number;

  @Field(() => SafeInt)
  readonly orders!: number;

  @Field(() => Day, { nullable: true, description: 'Without it the row counts in totals and not in trends.' })
  readonly day?: string | null;

  @Field(() => String, { nullable: true, description: 'Category of the item.' })
  @CellText()
  readonly category?: string | null;

  @Field(() => Decimal, { nullable: true, description: 'Price of the item in major units of `currency`.' })
  readonly price?: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 4217 code of price and revenue.' })
  @CellText()
  readonly currency?: string | null;

  @Field(() => SafeInt, {
    nullable: true,
    description: 'How many of these orders came back, on whatever day; 0 by default.',
  })
  readonly returns?: number | null;

  @Field(() => Decimal, {
    nullable: true,
    description: 'Gross amount of the orders in major units of `currency`; unknown by default.',
  })
  readonly revenue?: string | null;
}

@InputType()
export class ImportCountsInput {
  @Field(() => [CountRowInput], { nullable: true, description: 'Either rows or csv.' })
  @Limited({ items: { max: MAX_ROWS } })
  readonly rows?: CountRowInput[] | null;

  @Field(() => String, { nullable: true, description: 'A CSV with a header; a larger one comes as a file.' })
  @Limited({ length: { max: MAX_CSV_LENGTH } })
  readonly csv?: string | null;

  @Field(() => [String], {
    nullable: true,
    description:
      'For csv with a header of its own: `field=column`, `field=column:FROM=TO,FROM=TO` or `field:=value`. The header store,item,origin,scenario,impressions,clicks,orders needs none.',
  })
  @MapTexts()
  readonly map?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Say what would happen and change nothing.' })
  readonly dryRun?: boolean | null;
}

@ObjectType({ description: 'A row that was not imported.' })
@Access(IMPORT_COUNTS)
export class RejectedCountRow implements Rejection {
  @Field(() => Int, {
    description: 'Of `rows` from 1; of a CSV as a spreadsheet counts, where the header is 1.',
  })
  readonly row!: number;

  @Field(() => String)
  readonly reason!: string;
}

@ObjectType()
@Access(IMPORT_COUNTS)
export class ImportCountsPayload {
  @Field(() => Int, { description: 'Rows that were sent.' })
  readonly rows!: number;

  @Field(() => Int)
  readonly accepted!: number;

  @Field(() => Int, { description: 'Accepted rows that took the place of an earlier total.' })
  readonly replaced!: number;

  @Field(() => Int, { description: 'Accepted rows without a day.' })
  readonly undated!: number;

  @Field(() => Int)
  readonly rejectedCount!: number;

  @Field(() => [RejectedCountRow], { description: 'The first 1,000 of them.' })
  readonly rejected!: readonly RejectedCountRow[];

  @Field(() => Int)
  readonly storesAdded!: number;

  @Field(() => Int)
  readonly itemsAdded!: number;
}
