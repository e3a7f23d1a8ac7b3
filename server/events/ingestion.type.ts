import { Field, ObjectType } from 'type-graphql';
import { Access, DateTime, SafeInt } from '../platform/index.js';
import { READ_INGESTION } from './event.js';

@ObjectType({ description: 'How events come into the workspace.' })
@Access(READ_INGESTION)
export class Ingestion {
  @Field(() => DateTime, { description: 'Every event that was acknowledged before this instant is counted.' })
  readonly completeUntil!: Date;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the last new events came; null before the first.',
  })
  readonly lastReceivedAt!: Date | null;

  @Field(() => SafeInt, { description: 'Events recorded so far, each counted once.' })
  readonly eventCount!: number;

  @Field(() => SafeInt, { description: 'Events kept in `eventRejects`.' })
  readonly rejectCount!: number;

  @Field(() => SafeInt, {
    description: 'Batches not yet in the rollups. They are counted all the same, only less quickly.',
  })
  readonly waitingBatches!: number;
}
