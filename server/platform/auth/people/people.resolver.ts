import { Ctx, Query, Resolver } from 'type-graphql';
import { Access } from '../../graphql/access-rules.js';
import type { Context } from '../../graphql/context.js';
import { EVERYONE } from '../access.js';
import { User } from './user.entity.js';
import type { UserService } from './user.service.js';

@Resolver(() => User)
export class PeopleResolver {
  constructor(private readonly users: UserService) {}

  @Access(EVERYONE)
  @Query(() => User, { nullable: true, description: 'The signed-in person; null for anyone else.' })
  async viewer(@Ctx() { viewer }: Context): Promise<User | null> {
    return viewer.kind === 'user' ? this.users.get(viewer.userId) : null;
  }
}
