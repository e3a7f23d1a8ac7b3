import { Field, ID, InputType } from 'type-graphql';

@InputType()
export class RevertImportInput {
  @Field(() => ID)
  readonly id!: string;
}
