import { Field, Int, ObjectType } from 'type-graphql';
import { Access } from '../../platform/index.js';
import { IMPORT_COUNTS } from '../access.js';
import type { Rejection, RowWarning } from '../runs/row-importer.js';

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

@ObjectType({
  description: 'What to look at again in a row that was imported, e.g. more clicks than impressions.',
})
@Access(IMPORT_COUNTS)
export class CountRowWarning implements RowWarning {
  @Field(() => Int, { description: 'As in `rejected`.' })
  readonly row!: number;

  @Field(() => String)
  readonly message!: string;
}

@ObjectType()
@Access(IMPORT_COUNTS)
export class ImportCountsPayload {
  @Field(() => Int, { description: 'Rows that were sent.' })
  readonly rows!: number;

  @Field(() => Int)
  readonly accepted!: number;

  @Field(() => Int, { description: 'Accepted rows that replaced an earlier total.' })
  readonly replaced!: number;

  @Field(() => Int, { description: 'Accepted rows without a day.' })
  readonly undated!: number;

  @Field(() => Int)
  readonly rejectedCount!: number;

  @Field(() => [RejectedCountRow], { description: 'The first 1,000 of them.' })
  readonly rejected!: readonly RejectedCountRow[];

  @Field(() => Int)
  readonly warningCount!: number;

  @Field(() => [CountRowWarning], { description: 'The first 20 of them.' })
  readonly warnings!: readonly CountRowWarning[];

  @Field(() => [String], {
    description: 'What to know about the rows together, e.g. that what they count is also counted by events.',
  })
  readonly notes!: readonly string[];

  @Field(() => Int)
  readonly storesAdded!: number;

  @Field(() => Int)
  readonly itemsAdded!: number;
}
