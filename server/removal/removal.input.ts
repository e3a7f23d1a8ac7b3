import { Field, ID, InputType } from 'type-graphql';
import { Limited, NAME_LENGTH_RANGE } from '../platform/index.js';

/** White space around a name is allowed, so a little more than a name. */
const MAX_CONFIRMATION_LENGTH = NAME_LENGTH_RANGE.max + 20;

@InputType({ description: 'Which store or workspace to delete, and the proof that it is the one meant.' })
export class DeleteInput {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String, { description: 'The name of the store or workspace, as the person types it.' })
  @Limited({ length: { max: MAX_CONFIRMATION_LENGTH } })
  readonly confirmation!: string;
}
