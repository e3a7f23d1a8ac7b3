import { Field, ID, InputType } from 'type-graphql';
import { Scope } from '../../access/viewer.js';
import { Limited } from '../../graphql/limits/limited.js';
import { NAME_LENGTH_RANGE } from '../../limits/bounds.js';
import type { NewApiKey } from './api-key.service.js';

@InputType()
export class AddApiKeyInput implements NewApiKey {
  @Field(() => String)
  @Limited({ length: NAME_LENGTH_RANGE })
  readonly name!: string;

  @Field(() => [Scope])
  readonly scopes!: Scope[];

  @Field(() => ID, { nullable: true, description: 'Id or slug; the workspace of real data by default.' })
  readonly workspaceId?: string | null;
}

@InputType()
export class RevokeApiKeyInput {
  @Field(() => ID)
  readonly id!: string;
}
