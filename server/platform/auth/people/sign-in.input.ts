import { MaxLength } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import type { PasswordChange } from './password.service.js';

@InputType()
export class SignInInput {
  @Field(() => String)
  @MaxLength(254)
  readonly email!: string;

  @Field(() => String)
  readonly password!: string;
}

@InputType()
export class SignInWithLinkInput {
  @Field(() => String, { description: 'The `token` parameter of the link.' })
  readonly token!: string;
}

@InputType()
export class SetPasswordInput implements PasswordChange {
  @Field(() => String, {
    nullable: true,
    description: 'Not needed by someone who has none or came in by a link.',
  })
  readonly currentPassword?: string | null;

  @Field(() => String, { description: '12 to 256 characters, not easy to guess.' })
  readonly password!: string;
}
