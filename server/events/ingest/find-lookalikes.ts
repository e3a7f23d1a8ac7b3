import type { EntityManager } from 'typeorm';
import type { IncomingEvent } from '../event.js';
import { arrayOf } from './incoming-events.js';
import type { ResolvedEvent } from './resolve-events.js';

/** Events of an import that are new under their ids. */
interface NewOfImport {
  readonly workspaceId: string;
  /** Null if they were only tried. */
  readonly runId: string | null;
  /** As they came in. */
  readonly events: readonly IncomingEvent[];
  readonly resolved: readonly ResolvedEvent[];
  /** Places of those that are not new. */
  readonly except: ReadonlySet<number>;
  /** One in so many is looked up first, and all of them only if one is found. */
  readonly firstOneIn: number;
}

/**
 * Places of the events without an id of their own that are stored under another id too, by all that one event has: a
 * visitor, an item, a kind and a time. They came otherwise or, from a file that spelled them differently, before; events
 * of the same import are not looked at.
 */
export async function findLookalikes(
  manager: EntityManager,
  { events, resolved, except, firstOneIn, ...batch }: NewOfImport,
): Promise<number[]> {
  const unnamed = resolved.filter(
    ({ event: { index } }) => events[index]!.isNamedByContent && !except.has(index),
  );
  const some = unnamed.filter((_, n) => n % firstOneIn === 0);
  const found = await lookUp(manager, batch, some);
  return found.length === 0 || some.length === unnamed.length ? found : lookUp(manager, batch, unnamed);
}

async function lookUp(
  manager: EntityManager,
  { workspaceId, runId }: Pick<NewOfImport, 'workspaceId' | 'runId'>,
  unnamed: readonly ResolvedEvent[],
): Promise<number[]> {
  if (unnamed.length === 0) return [];
  const found: { n: number }[] = await manager.query(LOOKALIKES, [
    arrayOf(unnamed, ({ event }) => event.visitorId),
    arrayOf(unnamed, ({ eventId }) => eventId),
    arrayOf(unnamed, ({ itemId }) => itemId),
    arrayOf(unnamed, ({ event }) => event.occurredAt.toISOString()),
    arrayOf(unnamed, ({ event }) => event.kind),
    workspaceId,
    runId,
  ]);
  return found.map(({ n }) => unnamed[n - 1]!.event.index);
}

/** Of a visitor who stands for many: reading all of their events for each chunk would slow an import more and more. */
const EVENTS_LOOKED_AT = 1_000;

/** The order makes the planner take the primary key, also while it knows nothing of the table. */
const LOOKALIKES = `
  WITH incoming AS MATERIALIZED (
    SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::timestamptz[], $5::event_kind[]) WITH ORDINALITY
      AS event (visitor_id, event_id, item_id, occurred_at, kind, n)
  ), visitors AS MATERIALIZED (
    SELECT DISTINCT visitor_id AS id FROM incoming WHERE EXISTS (
      SELECT FROM event_batches WHERE workspace_id = $6 AND ($7::uuid IS NULL OR run_id IS DISTINCT FROM $7))
  )
  SELECT DISTINCT incoming.n::int
  FROM visitors CROSS JOIN LATERAL (
    SELECT * FROM events WHERE visitor_id = visitors.id ORDER BY event_id LIMIT ${EVENTS_LOOKED_AT}
  ) AS stored
  JOIN incoming USING (visitor_id, item_id, occurred_at, kind)
  JOIN event_batches batch ON batch.id = stored.batch_id
  WHERE stored.event_id <> incoming.event_id AND ($7::uuid IS NULL OR batch.run_id IS DISTINCT FROM $7)
  ORDER BY 1`;
