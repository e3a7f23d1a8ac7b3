import DataLoader from 'dataloader';
import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import {
  Access,
  type Connection,
  ConnectionArgs,
  type Context,
  connectionOf,
  perRequest,
} from '../platform/index.js';
import { READ_INGESTION, READ_REJECTS, WRITE_EVENTS } from './event.js';
import { EventReject } from './event-reject.entity.js';
import type { EventStore, RecordedEvents } from './event-store.js';
import type { IngestionService } from './ingestion.service.js';
import { Ingestion } from './ingestion.type.js';
import { RecordEventsInput, toIncoming } from './record-events.input.js';
import { RecordEventsPayload } from './record-events.type.js';
import { rejectPayload } from './reject-payload.js';

const EventRejectConnection = connectionOf(EventReject, READ_REJECTS);

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

  @Access(READ_REJECTS)
  @Query(() => EventRejectConnection, {
    description:
      'Events that could not be counted, newest first. A key that only sends events sees those that it sent itself.',
  })
  async eventRejects(
    @Args(() => ConnectionArgs) page: ConnectionArgs,
    @Ctx() context: Context,
  ): Promise<Connection<EventReject>> {
    return this.ingestionService.listRejects(context.viewer, await context.workspaceId(), page);
  }
}

@Resolver(() => EventReject)
export class EventRejectResolver {
  private readonly keyNameOf = perRequest(
    () => new DataLoader<string, string | null>((ids) => this.ingestionService.keyNamesUnchecked(ids)),
  );

  constructor(private readonly ingestionService: IngestionService) {}

  @FieldResolver(() => String, {
    description:
      'The event as it came, as JSON; to a key that only sends events, which event it was and no more.',
  })
  payload(@Root() { content }: EventReject, @Ctx() { viewer }: Context): string {
    return rejectPayload(content, viewer);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Name of the API key that sent it; null where a person or an import did.',
  })
  async keyName(@Root() { keyId }: EventReject, @Ctx() context: Context): Promise<string | null> {
    return keyId === null ? null : this.keyNameOf(context).load(keyId);
  }
}
