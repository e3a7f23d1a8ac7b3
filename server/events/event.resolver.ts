import { Arg, Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { Access, type Connection, ConnectionArgs, type Context, connectionOf } from '../platform/index.js';
import { READ_INGESTION, WRITE_EVENTS } from './event.js';
import { EventReject } from './event-reject.entity.js';
import type { EventStore, RecordedEvents } from './event-store.js';
import type { IngestionService } from './ingestion.service.js';
import { Ingestion } from './ingestion.type.js';
import { RecordEventsInput, toIncoming } from './record-events.input.js';
import { RecordEventsPayload } from './record-events.type.js';

const EventRejectConnection = connectionOf(EventReject, READ_INGESTION);

@Resolver()
export class RecordEventsResolver {
  constructor(private readonly store: EventStore) {}

  @Access(WRITE_EVENTS)
  @Mutation(() => RecordEventsPayload, {
    description:
      'Records what can be recorded, each event once however often it is sent; keeps the rest as rejects. A value beyond its type or maximum refuses the whole request.',
  })
  async recordEvents(
    @Arg('input', () => RecordEventsInput) { events }: RecordEventsInput,
    @Ctx() context: Context,
  ): Promise<RecordedEvents> {
    const workspaceId = await context.workspaceId();
    return this.store.record(context.viewer, {
      workspaceId,
      source: 'graphql',
      events: events.map(toIncoming),
    });
  }
}

@Resolver()
export class EventResolver {
  constructor(private readonly ingestionService: IngestionService) {}

  @Access(READ_INGESTION)
  @Query(() => Ingestion)
  async ingestion(@Ctx() context: Context): Promise<Ingestion> {
    return this.ingestionService.status(context.viewer, await context.workspaceId());
  }

  @Access(READ_INGESTION)
  @Query(() => EventRejectConnection, { description: 'Events that could not be counted, newest first.' })
  async eventRejects(
    @Args(() => ConnectionArgs) page: ConnectionArgs,
    @Ctx() context: Context,
  ): Promise<Connection<EventReject>> {
    return this.ingestionService.listRejects(context.viewer, await context.workspaceId(), page);
  }
}
