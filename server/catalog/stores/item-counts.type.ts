import { Field, Int, ObjectType } from 'type-graphql';
import { Access } from '../../platform/index.js';
import { SEE_CATALOG } from '../access.js';

@ObjectType({ description: 'Number of items by origin.' })
@Access(SEE_CATALOG)
export class ItemCounts {
  @Field(() => Int)
  readonly aiGenerated!: number;

  @Field(() => Int)
  readonly humanDesigned!: number;
}
