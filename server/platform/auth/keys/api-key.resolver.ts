import DataLoader from 'dataloader';
import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { ADMINISTER } from '../../access/authorize.js';
import { Access } from '../../graphql/access-rules.js';
import type { Context } from '../../graphql/context.js';
import { perRequest } from '../../graphql/per-request.js';
import { User } from '../people/user.entity.js';
import type { UserService } from '../people/user.service.js';
import { ApiKey } from './api-key.entity.js';
import { AddApiKeyInput, RevokeApiKeyInput } from './api-key.input.js';
import type { ApiKeyService } from './api-key.service.js';
import { AddApiKeyPayload } from './api-key.type.js';

@Resolver(() => ApiKey)
export class ApiKeyResolver {
  private readonly userOf = perRequest(
    () => new DataLoader<string, User | null>((ids) => this.usersInOrder(ids)),
  );

  constructor(
    private readonly keys: ApiKeyService,
    private readonly users: UserService,
  ) {}

  @Access(ADMINISTER)
  @Query(() => [ApiKey], { description: 'Every key, newest first, revoked ones included.' })
  apiKeys(@Ctx() { viewer }: Context): Promise<ApiKey[]> {
    return this.keys.list(viewer);
  }

  @Access(ADMINISTER)
  @Query(() => Int, { description: 'How many keys of a person stop working when the person is disabled.' })
  unrevokedKeyCount(@Arg('userId', () => ID) userId: string, @Ctx() { viewer }: Context): Promise<number> {
    return this.keys.countUnrevoked(viewer, userId);
  }

  @Access(ADMINISTER)
  @Mutation(() => AddApiKeyPayload)
  addApiKey(
    @Arg('input', () => AddApiKeyInput) input: AddApiKeyInput,
    @Ctx() { viewer }: Context,
  ): Promise<AddApiKeyPayload> {
    return this.keys.add(viewer, input);
  }

  @Access(ADMINISTER)
  @Mutation(() => ApiKey, { description: 'The key stops working at once.' })
  revokeApiKey(
    @Arg('input', () => RevokeApiKeyInput) { id }: RevokeApiKeyInput,
    @Ctx() { viewer }: Context,
  ): Promise<ApiKey> {
    return this.keys.revoke(viewer, id);
  }

  @FieldResolver(() => User, {
    nullable: true,
    description:
      'Who made the key; null for one of the command line. While this person is disabled, the key does not work.',
  })
  async creator(@Root() { createdBy }: ApiKey, @Ctx() context: Context): Promise<User | null> {
    return createdBy ? this.userOf(context).load(createdBy) : null;
  }

  private async usersInOrder(ids: readonly string[]): Promise<(User | null)[]> {
    const byId = new Map((await this.users.listByIdsUnchecked(ids)).map((user) => [user.id, user]));
    return ids.map((id) => byId.get(id) ?? null);
  }
}
