import { Field, ObjectType, Query, Resolver } from 'type-graphql';
import { EVERYONE } from '../../access/authorize.js';
import { VERSION } from '../../config/version.js';
import { Access } from '../../graphql/access-rules.js';
import type { UserService } from '../people/user.service.js';

@ObjectType({ description: 'What anybody may know of this installation before signing in.' })
@Access(EVERYONE)
export class Setup {
  @Field(() => Boolean, {
    description: 'True until the first administrator has come in by the printed link.',
  })
  readonly needsFirstSignIn!: boolean;

  @Field(() => String, { description: 'Version of Toile.' })
  readonly version!: string;
}

@Resolver()
export class SetupResolver {
  constructor(private readonly users: UserService) {}

  @Access(EVERYONE)
  @Query(() => Setup)
  async setup(): Promise<Setup> {
    return { needsFirstSignIn: await this.users.needsFirstSignIn(), version: VERSION };
  }
}
