import { Field, ObjectType } from 'type-graphql';
import { Access } from '../../platform/index.js';
import { READ_CATALOG } from '../access.js';
import { Scenario } from './workspace.entity.js';

@ObjectType({ description: 'The scenario of everything that happens in one list of a shop.' })
@Access(READ_CATALOG)
export class ListScenario {
  @Field(() => String, { description: '`list_id` of the events.' })
  readonly listId!: string;

  @Field(() => Scenario)
  readonly scenario!: Scenario;
}
