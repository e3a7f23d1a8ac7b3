import { Field, ObjectType } from 'type-graphql';
import { Access, ADMINISTER, SafeInt } from '../platform/index.js';

@ObjectType({ description: 'How much is deleted with a store or a workspace.' })
@Access(ADMINISTER)
export class RemovalContents {
  @Field(() => SafeInt)
  readonly stores!: number;

  @Field(() => SafeInt)
  readonly items!: number;

  @Field(() => SafeInt, { description: 'Impressions, clicks, orders and returns that came in one by one.' })
  readonly events!: number;

  @Field(() => SafeInt, { description: 'Totals by item, scenario and day that were imported as counts.' })
  readonly importedTotals!: number;

  @Field(() => SafeInt, { description: 'Times that a merchant is shown a store.' })
  readonly members!: number;

  @Field(() => SafeInt, { description: 'Training, evaluation and image runs; of a store, its image runs.' })
  readonly modelRuns!: number;

  @Field(() => SafeInt, { description: 'API keys, revoked ones included; 0 for a store, whose keys stay.' })
  readonly apiKeys!: number;

  @Field(() => SafeInt, { description: 'Saved views of the lift page; 0 for a store.' })
  readonly liftViews!: number;

  @Field(() => SafeInt, { description: 'Reports of imported files; 0 for a store, whose reports stay.' })
  readonly imports!: number;
}
