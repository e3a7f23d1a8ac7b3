import { Field, InputType } from 'type-graphql';
import { Limited } from '../../graphql/limits/limited.js';
import { PASSWORD_LENGTH_RANGE } from '../passwords.js';
import { MAX_EMAIL_LENGTH } from '../people/user.entity.js';
import { MAX_TOKEN_LENGTH } from '../tokens.js';
import type { PasswordChange } from './password.service.js';

@InputType()
export class SignInInput {
  @Field(() => String)
  @Limited({ length: { max: MAX_EMAIL_LENGTH } })
  readonly email!: string;

  @Field(() => String)
  @Limited({ length: { max: PASSWORD_LENGTH_RANGE.max } })
  readonly password!: string;
}

@InputType()
export class SignInWithLinkInput {
  @Field(() => String, { description: 'The `token` parameter of the link.' })
  @Limited({ length: { max: MAX_TOKEN_LENGTH } })
  readonly token!: string;
}

@InputType()
export class SetPasswordInput implements PasswordChange {
  @Field(() => String, {
    nullable: true,
    description: 'Not needed in a session that a one-time link began.',
  })
  @Limited({ length: { max: PASSWORD_LENGTH_RANGE.max } })
  readonly currentPassword?: string | null;

  @Field(() => String, {
    description: `At least ${PASSWORD_LENGTH_RANGE.min} characters, not easy to guess.`,
  })
  @Limited({ length: { max: PASSWORD_LENGTH_RANGE.max } })
  readonly password!: string;
}
