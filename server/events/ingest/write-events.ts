import type { EntityManager } from 'typeorm';
import { takesEvents } from '../../catalog/index.js';
import { examineRepeats } from './examine-repeats.js';
import { arrayOf, INCOMING_COLUMNS, incomingArrays, incomingParameters } from './incoming-events.js';
import { COUNT_NEW, NEW_COLUMNS, type NewEvents, sumOfNew } from './new-events.js';
import type { Repeats } from './repeats.js';
import type { ResolvedEvent } from './resolve-events.js';
import type { Scenarios } from './resolve-scenarios.js';
import { retriedAlone } from './retry-deadlock.js';

export interface EventsToWrite extends Scenarios {
  readonly workspaceId: string;
  readonly source: string;
  /** The API key that sent the events; null where there was none. */
  readonly keyId: string | null;
  /** The import that the events came with; null for those that came otherwise. */
  readonly runId: string | null;
  readonly resolved: readonly ResolvedEvent[];
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

export interface WrittenEvents extends Omit<Repeats, 'gone'> {
  /** How many events were new. */
  readonly accepted: number;
  /** The same by what happened. */
  readonly brought: NewEvents;
}

/**
 * Stores the events that are new and the rejects, and forgets the rejects of events that are in now. One statement,
 * so one round trip: durable when it returns, or with the transaction that the manager is in. Only if some were not
 * new, a second one looks what stands in their place. Events have no foreign keys: the statement holds their stores, so
 * that none of them is deleted before the events are there to go with it.
 *
 * @returns null where a store was deleted since its items were looked up, or is about to be: look them up again
 */
export async function writeEvents(
  manager: EntityManager,
  write: EventsToWrite,
  attempts = 5,
): Promise<WrittenEvents | null> {
  const storeIds = [...new Set(write.resolved.map(({ storeId }) => storeId))];
  const parameters = [...parametersOf(write), storeIds, write.keyId];
  const [{ count: accepted, brought, heldCount, batchId }] = await retriedAlone(manager, WRITE, parameters);
  if (heldCount < storeIds.length) return null;
  if (accepted === write.resolved.length) return { accepted, brought, refused: [], repeated: [], known: [] };
  const { gone, ...examined } = await examineRepeats(manager, { ...write, batchId });
  if (gone.length === 0) return { accepted, brought, ...examined };
  if (attempts <= 1) throw new Error(`${gone.length} events meet others that cannot be found`);
  const rest = await writeEvents(manager, only(write, gone), attempts - 1);
  return (
    rest && {
      accepted: accepted + rest.accepted,
      brought: sumOfNew(brought, rest.brought),
      refused: [...examined.refused, ...rest.refused],
      repeated: [...examined.repeated, ...rest.repeated],
      known: [...examined.known, ...rest.known],
    }
  );
}

/** Some of the events, without the rejects, which are stored by now. */
const only = (write: EventsToWrite, places: readonly number[]): EventsToWrite => ({
  ...write,
  resolved: places.map((n) => write.resolved[n]!),
  scenarios: places.map((n) => write.scenarios[n]!),
  stated: places.map((n) => write.stated[n]!),
  orderTimes: places.map((n) => write.orderTimes[n]!),
  rejects: [],
});

/** Keeps rejects, e.g. those of events that were refused when they were written. */
export async function keepRejects(
  manager: EntityManager,
  { workspaceId, source, keyId }: Pick<EventsToWrite, 'workspaceId' | 'source' | 'keyId'>,
  rejects: readonly RejectToWrite[],
): Promise<void> {
  if (rejects.length === 0) return;
  const once = new Map(rejects.map((reject) => [reject.key, reject]));
  await retriedAlone(manager, keep(3, 6), [workspaceId, source, ...columnsOf([...once.values()]), keyId]);
}

function parametersOf({ workspaceId, source, resolved, rejects, ...write }: EventsToWrite): unknown[] {
  const kept = new Map(rejects.map((reject) => [reject.key, reject]));
  const wholeOrders = new Set(resolved.filter(isOfWholeOrder).map(({ event }) => event.eventId));
  return [
    workspaceId,
    source,
    ...incomingParameters(resolved),
    arrayOf(write.scenarios, (scenario) => scenario),
    arrayOf(resolved, ({ event }) => event.position),
    arrayOf(write.orderTimes, (time) => time?.toISOString() ?? null),
    [...wholeOrders],
    ...columnsOf([...kept.values()]),
    write.runId,
  ];
}

const columnsOf = (rejects: readonly RejectToWrite[]) => [
  rejects.map(({ key }) => key),
  rejects.map(({ reason }) => reason),
  rejects.map(({ payload }) => payload),
];

/** What came in was one event with an id of its own, under which it may have been rejected before. */
const isOfWholeOrder = ({ event, eventId }: ResolvedEvent) => event.eventId !== eventId;

/**
 * Adds rejects from three columns of parameters, of the key in another one. One that is kept already changes only if its
 * reason or its key does.
 */
const keep = (first: number, key: number) => `
  INSERT INTO event_rejects AS kept (workspace_id, source, reject_key, reason, payload, key_id)
  SELECT $1, $2, reject.*, $${key}::uuid
  FROM unnest($${first}::uuid[], $${first + 1}::text[], $${first + 2}::json[]) AS reject ORDER BY 3
  ON CONFLICT (workspace_id, reject_key)
  DO UPDATE SET reason = EXCLUDED.reason, payload = EXCLUDED.payload, key_id = EXCLUDED.key_id
  WHERE kept.reason <> EXCLUDED.reason OR kept.key_id IS DISTINCT FROM EXCLUDED.key_id`;

/**
 * The conflict may be with the event itself or with the same item of the same order; of several in one batch, the
 * first counts. An item may have been removed since it was looked up.
 */
const WRITE = `
  WITH batch AS (SELECT nextval('event_batches_id_seq') AS id),
  held AS MATERIALIZED (
    SELECT id FROM stores WHERE id = ANY($20::uuid[]) AND ${takesEvents('stores')} FOR KEY SHARE
  ), inserted AS (
    INSERT INTO events (${INCOMING_COLUMNS}, scenario, position, ordered_at, workspace_id, batch_id)
    SELECT ${INCOMING_COLUMNS}, scenario, position, ordered_at, $1, batch.id
    FROM batch, unnest(${incomingArrays(3)}, $12::scenario[], $13::int[], $14::timestamptz[]) WITH ORDINALITY
      AS incoming (${INCOMING_COLUMNS}, scenario, position, ordered_at, n)
    WHERE (SELECT count(*) FROM held) = cardinality($20::uuid[])
      AND NOT EXISTS (SELECT FROM removed_items removed WHERE removed.item_id = incoming.item_id)
    ORDER BY visitor_id, event_id, n
    ON CONFLICT DO NOTHING RETURNING ${NEW_COLUMNS}
  ), counted AS (SELECT count(*)::int AS count, ${COUNT_NEW} AS brought FROM inserted),
  noted AS (
    INSERT INTO event_batches (id, workspace_id, source, event_count, run_id)
    SELECT batch.id, $1, $2, count, $19 FROM batch, counted WHERE count > 0
  ), forgotten AS (
    DELETE FROM event_rejects WHERE workspace_id = $1 AND (reject_key = ANY($4::uuid[]) OR reject_key = ANY($15::uuid[]))
  ), kept AS (${keep(16, 21)})
  SELECT count, brought, (SELECT count(*)::int FROM held) AS "heldCount", batch.id AS "batchId" FROM counted, batch`;
