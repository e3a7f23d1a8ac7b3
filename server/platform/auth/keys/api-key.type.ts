import { Field, ObjectType } from 'type-graphql';
import { ADMINISTER } from '../../access/authorize.js';
import { Access } from '../../graphql/access-rules.js';
import { ApiKey } from './api-key.entity.js';

@ObjectType()
@Access(ADMINISTER)
export class AddApiKeyPayload {
  @Field(() => ApiKey)
  readonly apiKey!: ApiKey;

  @Field(() => String, { description: 'The key itself. It is shown only now: keep it.' })
  readonly secret!: string;
}
