import { Field, ObjectType } from 'type-graphql';
import { ADMINISTER } from '../../access/authorize.js';
import { Access } from '../../graphql/access-rules.js';
import { DateTime } from '../../graphql/scalars.js';
import type { IssuedLink } from '../sessions/sign-in-link.service.js';
import { User } from './user.entity.js';

@ObjectType('SignInLink', { description: 'Signs one person in, once. It is shown only now: hand it over.' })
@Access(ADMINISTER)
export class SignInLinkType implements IssuedLink {
  @Field(() => String)
  readonly url!: string;

  @Field(() => DateTime)
  readonly expiresAt!: Date;
}

@ObjectType()
@Access(ADMINISTER)
export class AddUserPayload {
  @Field(() => User)
  readonly user!: User;

  @Field(() => SignInLinkType)
  readonly signInLink!: IssuedLink;
}
