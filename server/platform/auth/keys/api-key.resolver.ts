import { ArrayNotEmpty } from 'class-validator';
import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import { Access } from '../../graphql/access-rules.js';
import type { Context } from '../../graphql/context.js';
import { NAME_LENGTH } from '../../graphql/limits/bounds.js';
import { Limited } from '../../graphql/limits/limited.js';
import { ADMINISTER } from '../access.js';
import { Scope } from '../viewer.js';
import { ApiKey } from './api-key.entity.js';
import type { ApiKeyService, NewApiKey } from './api-key.service.js';

@InputType()
export class AddApiKeyInput implements NewApiKey {
  @Field(() => String)
  @Limited({ length: NAME_LENGTH })
  readonly name!: string;

  @Field(() => [Scope])
  @ArrayNotEmpty({ message: 'a key needs at least one scope' })
  readonly scopes!: Scope[];

  @Field(() => ID, { nullable: true, description: 'Id or slug; the workspace of real data by default.' })
  readonly workspaceId?: string | null;
}

@InputType()
export class RevokeApiKeyInput {
  @Field(() => ID)
  readonly id!: string;
}

@ObjectType()
@Access(ADMINISTER)
export class AddApiKeyPayload {
  @Field(() => ApiKey)
  readonly apiKey!: ApiKey;

  @Field(() => String, { description: 'The key itself. It is shown only now: keep it.' })
  readonly secret!: string;
}

@Resolver()
export class ApiKeyResolver {
  constructor(private readonly keys: ApiKeyService) {}

  @Access(ADMINISTER)
  @Query(() => [ApiKey], { description: 'Every key, newest first, revoked ones included.' })
  apiKeys(@Ctx() { viewer }: Context): Promise<ApiKey[]> {
    return this.keys.list(viewer);
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
}
