import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { EVERYONE, SIGNED_IN } from '../../access/authorize.js';
import { Access } from '../../graphql/access-rules.js';
import type { Context } from '../../graphql/context.js';
import { User } from '../people/user.entity.js';
import type { UserService } from '../people/user.service.js';
import type { PasswordService } from './password.service.js';
import { SetPasswordInput, SignInInput, SignInWithLinkInput } from './sign-in.input.js';
import type { SignInService } from './sign-in.service.js';

export interface SignInResolverOptions {
  readonly users: UserService;
  readonly signIns: SignInService;
  readonly passwords: PasswordService;
}

@Resolver()
export class SignInResolver {
  constructor(private readonly services: SignInResolverOptions) {}

  @Access(EVERYONE)
  @Query(() => User, { nullable: true, description: 'The signed-in person; null for anyone else.' })
  async viewer(@Ctx() { viewer }: Context): Promise<User | null> {
    return viewer.kind === 'user' ? this.services.users.getUnchecked(viewer.userId) : null;
  }

  @Access(EVERYONE)
  @Mutation(() => User, { description: 'Signs in with a password and sets the session cookie.' })
  signIn(@Arg('input', () => SignInInput) input: SignInInput, @Ctx() context: Context): Promise<User> {
    return this.services.signIns.signIn(context, input);
  }

  @Access(EVERYONE)
  @Mutation(() => User, {
    description:
      'Signs in with a one-time link and sets the session cookie. That session may set a first password, and replace one within an hour without the current one.',
  })
  signInWithLink(
    @Arg('input', () => SignInWithLinkInput) { token }: SignInWithLinkInput,
    @Ctx() context: Context,
  ): Promise<User> {
    return this.services.signIns.signInWithLink(context, token);
  }

  @Access(EVERYONE)
  @Mutation(() => Boolean, { description: 'Ends the session of this browser; true with or without one.' })
  async signOut(@Ctx() { session }: Context): Promise<boolean> {
    await this.services.signIns.signOut(session);
    return true;
  }

  @Access(SIGNED_IN)
  @Mutation(() => User, { description: 'Chooses the own password and ends the own other sessions.' })
  setPassword(
    @Arg('input', () => SetPasswordInput) input: SetPasswordInput,
    @Ctx() context: Context,
  ): Promise<User> {
    return this.services.passwords.set(context, input);
  }
}
