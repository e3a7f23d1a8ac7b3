import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { ADMINISTER } from '../../access/authorize.js';
import { Access } from '../../graphql/access-rules.js';
import type { Context } from '../../graphql/context.js';
import type { IssuedLink } from '../sessions/sign-in-link.service.js';
import { AddUserInput, ChangeUserInput, IssueSignInLinkInput } from './people.input.js';
import { AddUserPayload, SignInLinkType } from './people.type.js';
import { User } from './user.entity.js';
import type { UserService } from './user.service.js';

@Resolver()
export class PeopleResolver {
  constructor(private readonly users: UserService) {}

  @Access(ADMINISTER)
  @Query(() => [User], { name: 'users', description: 'Everybody, by e-mail.' })
  list(@Ctx() { viewer }: Context): Promise<User[]> {
    return this.users.list(viewer);
  }

  @Access(ADMINISTER)
  @Mutation(() => AddUserPayload, { description: 'Adds a person, who first comes in by the link.' })
  addUser(
    @Arg('input', () => AddUserInput) input: AddUserInput,
    @Ctx() { viewer }: Context,
  ): Promise<AddUserPayload> {
    return this.users.add(viewer, input);
  }

  @Access(ADMINISTER)
  @Mutation(() => User, { description: 'CONFLICT when no enabled administrator would be left.' })
  changeUser(
    @Arg('input', () => ChangeUserInput) input: ChangeUserInput,
    @Ctx() { viewer }: Context,
  ): Promise<User> {
    return this.users.change(viewer, input);
  }

  @Access(ADMINISTER)
  @Mutation(() => SignInLinkType, {
    description:
      'A new one-time link for someone who is new or forgot the password; earlier links stop working.',
  })
  issueSignInLink(
    @Arg('input', () => IssueSignInLinkInput) { userId }: IssueSignInLinkInput,
    @Ctx() { viewer }: Context,
  ): Promise<IssuedLink> {
    return this.users.issueLink(viewer, userId);
  }
}
