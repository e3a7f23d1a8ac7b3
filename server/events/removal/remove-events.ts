import type { EntityManager } from 'typeorm';
import { ITEMS_IN_SCOPE, type RemovalScope, STORES_IN_SCOPE, scopeParameters } from '../../catalog/index.js';
import { ROLLUPS } from '../rollups/rollup-sql.js';

/** Events of a workspace that one statement looks through. */
const EVENTS_AT_ONCE = 200_000;
/** Batches that one statement looks through, however few events they have. */
const BATCHES_AT_ONCE = 10_000;

export interface RemovalProgress {
  /** Events looked through, and all of the workspace; those of a store lie among them. */
  readonly done: number;
  readonly total: number;
}

export interface RemovalHooks {
  readonly signal: AbortSignal;
  readonly report: (progress: RemovalProgress) => void;
}

/**
 * Deletes the events of a scope, the long part: it holds no lock that others wait for. Events are append-only; nothing
 * else takes any away. Call `finishEventRemovalUnchecked` in the same transaction. The caller asked who may.
 *
 * @throws the reason of `signal`, between two statements
 */
export async function removeEventsUnchecked(
  manager: EntityManager,
  scope: RemovalScope,
  { signal, report }: RemovalHooks,
): Promise<void> {
  await manager.query(STAGE);
  const [{ total }] = await manager.query(COUNT, [scope.workspaceId]);
  let done = 0;
  for (let after = '0'; ; ) {
    signal.throwIfAborted();
    report({ done, total });
    const [{ last, eventCount }]: [NextBatches] = await manager.query(NEXT, [scope.workspaceId, after]);
    if (last === null) return;
    await manager.query(REMOVE, [...scopeParameters(scope), after, last]);
    done += eventCount;
    after = last;
  }
}

interface NextBatches {
  /** Null where there are none. */
  readonly last: string | null;
  readonly eventCount: number;
}

/**
 * Deletes what is left: events that came in during the long part, the sums of all, and the rejects that name the
 * store. The transaction holds the lock of rollups, and the rows of the scope by `lockRemovedUnchecked`.
 *
 * @returns how many events were deleted in both parts
 */
export async function finishEventRemovalUnchecked(
  manager: EntityManager,
  scope: RemovalScope,
): Promise<number> {
  const parameters = scopeParameters(scope);
  await manager.query(REMOVE_LATE, parameters);
  for (const { table, ofScope } of ROLLUPS)
    await manager.query(`DELETE FROM ${table} WHERE ${ofScope}`, parameters);
  await manager.query(REMOVE_REJECTS, parameters);
  const [{ count }] = await manager.query(SUBTRACT);
  return count;
}

/** How many events of a batch were deleted, also of batches without any: those have been looked through. */
const STAGE = `
  CREATE TEMPORARY TABLE removed_batches (id bigint PRIMARY KEY, event_count integer NOT NULL) ON COMMIT DROP`;

const COUNT = `
  SELECT COALESCE(sum(event_count), 0)::float8 AS total FROM event_batches WHERE workspace_id = $1`;

const NEXT = `
  SELECT max(id)::text AS last, COALESCE(sum(event_count), 0)::float8 AS "eventCount" FROM (
    SELECT id, event_count, sum(event_count) OVER (ORDER BY id) - event_count AS before
    FROM (SELECT id, event_count FROM event_batches WHERE workspace_id = $1 AND id > $2
          ORDER BY id LIMIT ${BATCHES_AT_ONCE}) AS ahead
  ) AS counted WHERE before < ${EVENTS_AT_ONCE}`;

const isOfScope = `events.workspace_id = $1 AND ($2::uuid IS NULL OR events.item_id IN (${ITEMS_IN_SCOPE}))`;

const removeOf = (batches: string, events: string) => `
  WITH next AS MATERIALIZED (SELECT id FROM event_batches WHERE workspace_id = $1 AND ${batches}),
  gone AS (DELETE FROM events WHERE ${events} AND ${isOfScope} RETURNING batch_id)
  INSERT INTO removed_batches
  SELECT next.id, count(gone.batch_id) FROM next LEFT JOIN gone ON gone.batch_id = next.id GROUP BY next.id`;

/** One snapshot decides which batches and which events there are; a batch that commits later is a late one. */
const REMOVE = removeOf('id > $3 AND id <= $4', 'events.batch_id > $3 AND events.batch_id <= $4');

const REMOVE_LATE = removeOf(
  'NOT EXISTS (SELECT FROM removed_batches removed WHERE removed.id = event_batches.id)',
  'events.batch_id = ANY (ARRAY(SELECT id FROM next))',
);

/**
 * Rejects of other events do not say which store they are about, nor do those that hold a character that no text of
 * PostgreSQL has: they stay until they are forgotten.
 */
const REMOVE_REJECTS = `
  DELETE FROM event_rejects USING stores
  WHERE event_rejects.workspace_id = $1 AND stores.id IN (${STORES_IN_SCOPE})
    AND CASE WHEN payload::text !~* '\\\\u(0000|d[89a-f])' THEN
      payload ->> 'store' IN (stores.name, stores.id::text)
      OR payload -> 'properties' ->> 'store' IN (stores.name, stores.id::text)
    END`;

/** Batches as if the events had never come: without any, a batch is gone. */
const SUBTRACT = `
  WITH smaller AS (
    UPDATE event_batches SET event_count = event_batches.event_count - removed.event_count
    FROM removed_batches AS removed
    WHERE removed.id = event_batches.id AND removed.event_count BETWEEN 1 AND event_batches.event_count - 1
  ), emptied AS (
    DELETE FROM event_batches USING removed_batches AS removed
    WHERE removed.id = event_batches.id AND removed.event_count >= event_batches.event_count
  )
  SELECT COALESCE(sum(event_count), 0)::float8 AS count FROM removed_batches`;
