import type { DataSource, EntityManager } from 'typeorm';
import { allows, authorizeIn, conflict, invalidInput, type Viewer } from '../platform/index.js';
import { eventIdOf, type IncomingEvent, MAX_EVENTS, READ_INGESTION, uuidsOf, WRITE_EVENTS } from './event.js';
import { type BulkWrite, writeBulk } from './ingest/bulk-events.js';
import { findLookalikes } from './ingest/find-lookalikes.js';
import { findOrders, orderTimes } from './ingest/find-orders.js';
import { type NewEvents, NO_EVENTS } from './ingest/new-events.js';
import type { Refused } from './ingest/repeats.js';
import { type RejectedEvent, type ResolvedEvent, resolveEvents } from './ingest/resolve-events.js';
import { resolveScenarios } from './ingest/resolve-scenarios.js';
import { tryEvents } from './ingest/try-events.js';
import { keepRejects, type RejectToWrite, type WrittenEvents, writeEvents } from './ingest/write-events.js';
import { countBesideTotals, type TimedEvent } from './rollups/double-counts.js';

/** More stores than this are never deleted one after another while a batch is looked up and written. */
const MAX_ATTEMPTS = 5;

export interface EventBatch {
  readonly workspaceId: string;
  /** The door the events came through, e.g. `segment`; shown with rejects. */
  readonly source: string;
  /** The import that the events come with; absent for those that come otherwise. */
  readonly runId?: string | null;
  /** Of an import, see `findLookalikes`; 1 by default. */
  readonly firstOneIn?: number;
  readonly events: readonly IncomingEvent[];
}

export interface RecordedEvents {
  /** Events that were not there before. */
  readonly accepted: number;
  /** The same by what happened. */
  readonly brought: NewEvents;
  /** Events that had been recorded already, or twice in this batch, saying the same: nothing changed. */
  readonly duplicates: number;
  readonly rejected: readonly RejectedEvent[];
  /** Places of those duplicates that repeat an earlier event of the same import; absent for what is no import. */
  readonly repeated?: readonly number[];
  /** Places of the other duplicates; absent for what is no import. */
  readonly known?: readonly number[];
  /** Places of new events that may be there under another id, see `findLookalikes`; absent for what is no import. */
  readonly lookalikes?: readonly number[];
  /** Events that imported totals of their items hold too, by their days; absent for what is no import. */
  readonly besideTotals?: number;
}

/** At-least-once in, exactly-once counted: the one way events get in, whatever the door. */
export class EventStore {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Records what can be recorded and keeps the rest with its reason. When it returns, both are durable.
   * Recording the same batch again, or any part of it, changes nothing.
   *
   * @param manager of a transaction that the events become durable with; by default they do not wait for one
   * @throws {DomainError} INVALID_INPUT beyond 10,000 events; FORBIDDEN for who may not write events to the workspace
   */
  async record(
    viewer: Viewer,
    batch: EventBatch,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<RecordedEvents> {
    authorizeIn(batch.workspaceId, viewer, WRITE_EVENTS);
    if (batch.events.length > MAX_EVENTS) {
      throw invalidInput(
        `A batch holds at most ${MAX_EVENTS} events, not ${batch.events.length}: send several`,
      );
    }
    if (batch.events.length === 0) return { accepted: 0, brought: NO_EVENTS, duplicates: 0, rejected: [] };
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const recorded = await recordOnce(manager, { ...batch, keyId: keyIdOf(viewer), told: toldTo(viewer) });
      if (recorded) return recorded;
    }
    throw conflict('Stores of these events are being deleted: send the events again');
  }

  /**
   * Records events of our own making, a hundred thousand or more at once: all of them or, if one is about an
   * item of another workspace, none. Like `record`, doing it again changes nothing. Roll up afterwards.
   *
   * @returns how many were not there before
   * @throws {DomainError} INVALID_INPUT, FORBIDDEN
   */
  async recordBulk(viewer: Viewer, write: BulkWrite): Promise<number> {
    authorizeIn(write.workspaceId, viewer, WRITE_EVENTS);
    return writeBulk(this.dataSource, write);
  }

  /**
   * What `record` would answer, after what was checked before in the same transaction. Changes nothing.
   *
   * @param manager of a transaction; by default of one that ends with this
   */
  async check(viewer: Viewer, batch: EventBatch, manager?: EntityManager): Promise<RecordedEvents> {
    authorizeIn(batch.workspaceId, viewer, WRITE_EVENTS);
    if (!manager) return this.dataSource.transaction((own) => this.check(viewer, batch, own));
    const { resolved, rejected } = await resolveEvents(manager, { ...batch, receivedAt: new Date() });
    const { workspaceId } = batch;
    const orders = await findOrders(manager, workspaceId, resolved);
    const scenarios = await resolveScenarios(manager, { workspaceId, resolved, orders });
    const tried = await tryEvents(manager, { ...batch, ...scenarios, resolved });
    const refused = tried.refused.map(toldTo(viewer));
    const outcome = outcomeOf({ resolved, rejected, ...tried, refused });
    const times = orderTimes(resolved, orders);
    return { ...outcome, ...(await besideOthers(manager, { ...batch, resolved, times, written: tried })) };
  }
}

interface Outcome {
  readonly resolved: readonly unknown[];
  readonly rejected: readonly RejectedEvent[];
  readonly accepted: number;
  readonly brought: NewEvents;
  /** One event may be several, of which each may be refused. */
  readonly refused: readonly RejectedEvent[];
}

function outcomeOf({ resolved, rejected, accepted, brought, refused }: Outcome): RecordedEvents {
  const first = new Map(refused.toReversed().map((reject) => [reject.index, reject]));
  return {
    accepted,
    brought,
    duplicates: resolved.length - accepted - refused.length,
    rejected: [...rejected, ...first.values()].sort((a, b) => a.index - b.index),
  };
}

interface SentBatch extends EventBatch {
  /** The API key that sent it; null where that was a person, or an import. */
  readonly keyId: string | null;
  /** What its sender is told of an event that was refused. */
  readonly told: (refused: Refused) => RejectedEvent;
}

/** With the differences, the key of a public page could guess what a visitor ordered, one value at a time. */
const toldTo =
  (viewer: Viewer) =>
  ({ index, reason, reasonForWriters }: Refused): RejectedEvent => ({
    index,
    reason: allows(READ_INGESTION, viewer) ? reason : reasonForWriters,
  });

const keyIdOf = (viewer: Viewer) => (viewer.kind === 'key' ? viewer.keyId : null);

/**
 * What became of a batch; null where a store was deleted between the look-up of its items and the write: then its items
 * are unknown by now.
 */
async function recordOnce(manager: EntityManager, batch: SentBatch): Promise<RecordedEvents | null> {
  const { workspaceId, source, keyId, runId = null } = batch;
  const { resolved, rejected } = await resolveEvents(manager, { ...batch, receivedAt: new Date() });
  const orders = await findOrders(manager, workspaceId, resolved);
  const scenarios = await resolveScenarios(manager, { workspaceId, resolved, orders });
  const stored = new Set(resolved.map(({ event }) => event.eventId));
  const rejects = rejected.map((reject) => {
    const named = toStored(batch, reject);
    return stored.has(named.key) ? toStoredRepeat(batch, reject) : named;
  });
  const times = orderTimes(resolved, orders);
  const written = await writeEvents(manager, {
    ...{ workspaceId, source, keyId, runId, resolved, rejects, ...scenarios },
    orderTimes: times,
  });
  if (!written) return null;
  const refused = written.refused.map(batch.told);
  await keepRejects(
    manager,
    batch,
    refused.map((reject) => toStoredRepeat(batch, reject)),
  );
  const outcome = outcomeOf({ resolved, rejected, ...written, refused });
  return runId === null
    ? outcome
    : { ...outcome, ...(await besideOthers(manager, { ...batch, resolved, times, written })) };
}

interface WrittenBatch extends EventBatch {
  readonly resolved: readonly ResolvedEvent[];
  /** When each was ordered; null for what is no return of a known order. */
  readonly times: readonly (Date | null)[];
  readonly written: WrittenEvents;
}

/** Which events of an import were there before, or may have been, and how many imported totals hold too. */
async function besideOthers(
  manager: EntityManager,
  { runId = null, firstOneIn = 1, times, written: { refused, repeated, known }, ...batch }: WrittenBatch,
): Promise<Pick<RecordedEvents, 'repeated' | 'known' | 'lookalikes' | 'besideTotals'>> {
  const except = new Set([...refused.map(({ index }) => index), ...repeated, ...known]);
  const lookalikes = await findLookalikes(manager, { ...batch, runId, firstOneIn, except });
  const { workspaceId, resolved } = batch;
  const besideTotals = await countBesideTotals(manager, workspaceId, timed(resolved, times));
  return { repeated, known, lookalikes, besideTotals };
}

/** Events with the times that their days are cut from. */
const timed = (resolved: readonly ResolvedEvent[], times: readonly (Date | null)[]): TimedEvent[] =>
  resolved.map(({ itemId, event }, n) => ({ itemId, countsAt: times[n] ?? event.occurredAt }));

/** Named like the event where it has an id, else by its content. */
function toStored({ workspaceId, events }: EventBatch, { index, reason }: RejectedEvent): RejectToWrite {
  const { id, productIndex, payload } = events[index]!;
  const json = JSON.stringify(payload()) ?? 'null';
  const isNamed = (typeof id === 'string' && id.trim() !== '') || typeof id === 'number';
  const name = isNamed ? String(id).trim() : json;
  return { key: eventIdOf(uuidsOf(workspaceId), name, productIndex), reason, payload: json };
}

/** Named by all that it says: its id is that of the event that was recorded. */
function toStoredRepeat(batch: EventBatch, reject: RejectedEvent): RejectToWrite {
  const stored = toStored(batch, reject);
  const { productIndex = 0 } = batch.events[reject.index]!;
  return { ...stored, key: uuidsOf(batch.workspaceId)(`repeat/${productIndex}/${stored.payload}`) };
}
