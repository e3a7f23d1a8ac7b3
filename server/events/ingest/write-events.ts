import type { EntityManager } from 'typeorm';
import type { Scenario } from '../../catalog/index.js';
import type { ResolvedEvent } from './resolve-events.js';
import { retriedAfterDeadlock } from './retry-deadlock.js';

export interface EventsToWrite {
  readonly workspaceId: string;
  readonly source: string;
  readonly resolved: readonly ResolvedEvent[];
  /** Of the resolved events, in their order. */
  readonly scenarios: readonly Scenario[];
  /** When the order of each was placed, for returns; in their order too. */
  readonly orderTimes: readonly (Date | null)[];
  readonly rejects: readonly RejectToWrite[];
}

export interface RejectToWrite {
  /** A uuid that names the event, so that sending it again does not keep it twice. */
  readonly key: string;
  readonly reason: string;
  /** The event as it came, in JSON. */
  readonly payload: string;
}

/**
 * Stores the events that are new and the rejects, and forgets the rejects of events that are in now. One statement,
 * so one round trip: durable when it returns, or with the transaction that the manager is in.
 *
 * @returns how many events were new
 */
export async function writeEvents(manager: EntityManager, write: EventsToWrite): Promise<number> {
  const parameters = parametersOf(write);
  const [{ count }] = await retriedAfterDeadlock(() => undoneAlone(manager, WRITE, parameters));
  return count;
}

/** Within a transaction the statement has a savepoint, since a deadlock would undo all that was done before it. */
function undoneAlone(manager: EntityManager, sql: string, parameters: unknown[]) {
  if (!manager.queryRunner?.isTransactionActive) return manager.query(sql, parameters);
  return manager.transaction((savepoint) => savepoint.query(sql, parameters));
}

function parametersOf({ workspaceId, source, resolved, rejects, ...write }: EventsToWrite): unknown[] {
  const isIn = new Set(resolved.map(({ event }) => event.eventId));
  const kept = new Map(rejects.filter(({ key }) => !isIn.has(key)).map((reject) => [reject.key, reject]));
  const wholeOrders = new Set(resolved.filter(isOfWholeOrder).map(({ event }) => event.eventId));
  return [
    workspaceId,
    source,
    arrayOf(resolved, ({ event }) => event.visitorId),
    arrayOf(resolved, ({ eventId }) => eventId),
    arrayOf(resolved, ({ itemId }) => itemId),
    arrayOf(resolved, ({ event }) => event.occurredAt.toISOString()),
    arrayOf(resolved, ({ event }) => event.kind),
    arrayOf(write.scenarios, (scenario) => scenario),
    arrayOf(resolved, ({ event }) => event.position),
    arrayOf(resolved, ({ event }) => event.order.quantity),
    arrayOf(resolved, ({ amountMinor }) => amountMinor),
    arrayOf(resolved, ({ currency }) => currency),
    resolved.map(({ event }) => event.order.orderId),
    arrayOf(write.orderTimes, (time) => time?.toISOString() ?? null),
    [...wholeOrders],
    [...kept.keys()],
    [...kept.values()].map(({ reason }) => reason),
    [...kept.values()].map(({ payload }) => payload),
  ];
}

/** What came in was one event with an id of its own, under which it may have been rejected before. */
const isOfWholeOrder = ({ event, eventId }: ResolvedEvent) => event.eventId !== eventId;

/**
 * A PostgreSQL array of values that need no quoting: ids, numbers, words of ours. The driver would quote and escape
 * each of them, which costs more than all the rest of a large batch's way into the statement.
 */
function arrayOf<T>(rows: readonly T[], read: (row: T) => string | number | null): string {
  return `{${rows.map((row) => read(row) ?? 'NULL').join(',')}}`;
}

/** The conflict may be with the event itself or with the same item of the same order. */
const WRITE = `
  WITH batch AS (SELECT nextval('event_batches_id_seq') AS id),
  incoming AS (
    SELECT * FROM unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::timestamptz[], $7::event_kind[], $8::scenario[],
      $9::int[], $10::int[], $11::bigint[], $12::text[], $13::text[], $14::timestamptz[])
      AS event (visitor_id, event_id, item_id, occurred_at, kind, scenario, position, quantity, amount_minor, currency,
        order_id, ordered_at)
  ), inserted AS (
    INSERT INTO events (visitor_id, event_id, item_id, occurred_at, kind, scenario, position, quantity, amount_minor,
      currency, order_id, ordered_at, workspace_id, batch_id)
    SELECT incoming.*, $1, batch.id FROM incoming, batch ORDER BY visitor_id, event_id
    ON CONFLICT DO NOTHING RETURNING 1
  ), counted AS (SELECT count(*)::int AS count FROM inserted),
  noted AS (
    INSERT INTO event_batches (id, workspace_id, source, event_count)
    SELECT batch.id, $1, $2, count FROM batch, counted WHERE count > 0
  ), forgotten AS (
    DELETE FROM event_rejects WHERE workspace_id = $1 AND (reject_key = ANY($4::uuid[]) OR reject_key = ANY($15::uuid[]))
  ), kept AS (
    INSERT INTO event_rejects AS kept (workspace_id, source, reject_key, reason, payload)
    SELECT $1, $2, reject.* FROM unnest($16::uuid[], $17::text[], $18::json[]) AS reject ORDER BY 3
    ON CONFLICT (workspace_id, reject_key) DO UPDATE SET reason = EXCLUDED.reason, payload = EXCLUDED.payload
    WHERE kept.reason <> EXCLUDED.reason
  )
  SELECT count FROM counted`;
