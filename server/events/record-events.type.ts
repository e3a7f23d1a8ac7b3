import { Field, Int, ObjectType } from 'type-graphql';
import { Access } from '../platform/index.js';
import { WRITE_EVENTS } from './event.js';
import type { RecordedEvents } from './event-store.js';
import type { RejectedEvent } from './ingest/resolve-events.js';

@ObjectType({ description: 'An event that was not counted; it is kept in `eventRejects`.' })
@Access(WRITE_EVENTS)
class EventRejection implements RejectedEvent {
  @Field(() => Int, { description: 'Place in the input, from 0.' })
  readonly index!: number;

  @Field(() => String)
  readonly reason!: string;
}

@ObjectType()
@Access(WRITE_EVENTS)
export class RecordEventsPayload implements Omit<RecordedEvents, 'brought'> {
  @Field(() => Int, { description: 'Events that were not there before; durable now.' })
  readonly accepted!: number;

  @Field(() => Int, {
    description: 'Events that had been recorded already, saying the same: nothing changed.',
  })
  readonly duplicates!: number;

  @Field(() => [EventRejection])
  readonly rejected!: EventRejection[];
}
