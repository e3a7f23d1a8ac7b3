import { Query, Resolver } from 'type-graphql';
import { EVERYONE } from '../../access/authorize.js';
import { VERSION } from '../../config/version.js';
import { Access } from '../../graphql/access-rules.js';
import type { UserService } from '../people/user.service.js';
import { Setup } from './setup.type.js';

@Resolver()
export class SetupResolver {
  constructor(private readonly users: UserService) {}

  @Access(EVERYONE)
  @Query(() => Setup)
  async setup(): Promise<Setup> {
    return { needsFirstSignIn: await this.users.needsFirstSignIn(), version: VERSION };
  }
}
