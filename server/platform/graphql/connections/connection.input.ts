import { ArgsType, Field, Int } from 'type-graphql';
import { Limited } from '../limits/limited.js';
import { MAX_CURSOR_LENGTH } from './cursor.js';
import { DEFAULT_PAGE_SIZE, PAGE_SIZE_RANGE } from './page-size.js';

/** Which page of a connection: forward with `first` and `after`, or backward with `last` and `before`. */
@ArgsType()
export class ConnectionArgs {
  @Field(() => Int, {
    nullable: true,
    description: `How many, from the start; ${DEFAULT_PAGE_SIZE} by default.`,
  })
  @Limited({ range: PAGE_SIZE_RANGE })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'Only what comes after this cursor.' })
  @Limited({ length: { max: MAX_CURSOR_LENGTH } })
  after?: string | null;

  @Field(() => Int, { nullable: true, description: 'How many, from the end; instead of `first`.' })
  @Limited({ range: PAGE_SIZE_RANGE })
  last?: number | null;

  @Field(() => String, { nullable: true, description: 'Only what comes before this cursor.' })
  @Limited({ length: { max: MAX_CURSOR_LENGTH } })
  before?: string | null;
}
