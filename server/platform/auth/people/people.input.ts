import { Field, ID, InputType } from 'type-graphql';
import { Role } from '../../access/viewer.js';
import { Limited } from '../../graphql/limits/limited.js';
import { NAME_LENGTH_RANGE } from '../../limits/bounds.js';
import { MAX_EMAIL_LENGTH } from './user.entity.js';
import type { NewUser, UserChange } from './user.service.js';

@InputType()
export class AddUserInput implements NewUser {
  @Field(() => String)
  @Limited({ length: { max: MAX_EMAIL_LENGTH } })
  readonly email!: string;

  @Field(() => String, { nullable: true, description: 'The part of the e-mail before the @ by default.' })
  @Limited({ length: NAME_LENGTH_RANGE })
  readonly name?: string | null;

  @Field(() => Role)
  readonly role!: Role;
}

@InputType({ description: 'What is absent or null stays as it is.' })
export class ChangeUserInput implements UserChange {
  @Field(() => ID)
  readonly id!: string;

  @Field(() => String, { nullable: true })
  @Limited({ length: NAME_LENGTH_RANGE })
  readonly name?: string | null;

  @Field(() => Role, { nullable: true })
  readonly role?: Role | null;

  @Field(() => Boolean, { nullable: true, description: 'True signs the person out and keeps them out.' })
  readonly disabled?: boolean | null;
}

@InputType()
export class IssueSignInLinkInput {
  @Field(() => ID)
  readonly userId!: string;
}
