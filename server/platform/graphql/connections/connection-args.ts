import { ArgsType, Field, Int } from 'type-graphql';
import { Limited } from '../limits/limited.js';
import { MAX_CURSOR_LENGTH } from './cursor.js';

/** Which page of a connection: forward with `first` and `after`, or backward with `last` and `before`. */
@ArgsType()
export class ConnectionArgs {
  @Field(() => Int, { nullable: true, description: 'How many, from the start; 20 by default, 200 at most.' })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'Only what comes after this cursor.' })
  @Limited({ length: { max: MAX_CURSOR_LENGTH } })
  after?: string | null;

  @Field(() => Int, { nullable: true, description: 'How many, from the end; instead of `first`.' })
  last?: number | null;

  @Field(() => String, { nullable: true, description: 'Only what comes before this cursor.' })
  @Limited({ length: { max: MAX_CURSOR_LENGTH } })
  before?: string | null;
}
