import { Field, ObjectType } from 'type-graphql';
import { Access } from '../../platform/index.js';
import { SEE_CATALOG } from '../access.js';

@ObjectType({ description: 'A fact about a store that results can be broken down by.' })
@Access(SEE_CATALOG)
export class StoreAttribute {
  @Field(() => String, { description: 'E.g. country.' })
  readonly name!: string;

  @Field(() => String, { description: 'E.g. FR.' })
  readonly value!: string;
}
