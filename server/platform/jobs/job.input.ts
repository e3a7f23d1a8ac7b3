import { Field, ID, InputType } from 'type-graphql';

@InputType()
export class CancelJobInput {
  @Field(() => ID)
  readonly id!: string;
}
