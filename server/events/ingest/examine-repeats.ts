import type { EntityManager } from 'typeorm';
import { arrayOf, INCOMING_COLUMNS, incomingArrays, incomingParameters } from './incoming-events.js';
import { MET_STORED, MET_TRIED } from './met-events.js';
import { type Examined, type MetRow, type Repeats, toRepeats } from './repeats.js';
import { retriedAlone } from './retry-deadlock.js';

interface EventsInQuestion extends Examined {
  readonly workspaceId: string;
  readonly source: string;
  readonly runId: string | null;
}

/**
 * Compares events of which not all were new with the events that are stored under their ids, or for the same item of
 * the same order. What says the same came twice and changes nothing. Notes which imports stored the events that others
 * were not counted for: such an import cannot be reverted, since these would be lost. An event that did not come in a
 * file and is refused is not lost: its sender is told.
 *
 * @param manager of the statement that wrote them, afterwards: it waited for all writers that it met
 */
export async function examineRepeats(
  manager: EntityManager,
  { workspaceId, source, runId, ...examined }: EventsInQuestion,
): Promise<Repeats> {
  const rows: MetRow[] = await retriedAlone(manager, EXAMINE, [
    ...examinedParameters(examined),
    source,
    workspaceId,
    runId,
  ]);
  return toRepeats(examined, rows);
}

/** The same for events that were only tried, see `tryEvents`. */
export async function examineTried(
  manager: EntityManager,
  { source, ...examined }: Examined & Pick<EventsInQuestion, 'source'>,
): Promise<Repeats> {
  const rows: MetRow[] = await manager.query(EXAMINE_TRIED, [...examinedParameters(examined), source]);
  return toRepeats(examined, rows);
}

/** What events say, with the scenarios that they or their lists state. */
const examinedParameters = ({ resolved, stated }: Pick<Examined, 'resolved' | 'stated'>) => [
  ...incomingParameters(resolved),
  arrayOf(stated, (scenario) => scenario),
  arrayOf(resolved, ({ event }) => event.position),
];

const INCOMING = `incoming AS MATERIALIZED (
  SELECT * FROM unnest(${incomingArrays(1)}, $10::scenario[], $11::int[]) WITH ORDINALITY
    AS event (${INCOMING_COLUMNS}, scenario, position, n))`;

const FIRST = 'first AS MATERIALIZED (SELECT DISTINCT ON (n) * FROM met ORDER BY n, place)';

const outcomesOf = (standing: string, isOfImport: string) => `
  SELECT incoming.n::int, place, COALESCE(differences, '{}') AS differences,
    batch_id AS "batchId", COALESCE(${isOfImport}, false) AS "isOfImport",
    EXISTS (SELECT FROM removed_items removed WHERE removed.item_id = incoming.item_id) AS "hasNoItem"
  FROM incoming LEFT JOIN ${standing} AS standing ON standing.n = incoming.n ORDER BY incoming.n`;

/**
 * The batch of an import is held until the note of what repeats it is in: either the revert sees the note, or this
 * sees that the event is gone.
 */
const EXAMINE = `
  WITH ${INCOMING}, met AS (${MET_STORED}), ${FIRST},
  held AS MATERIALIZED (
    SELECT id, run_id FROM event_batches
    WHERE run_id <> COALESCE($14::uuid, '00000000-0000-0000-0000-000000000000') AND id IN (SELECT batch_id FROM first)
    FOR KEY SHARE
  ), noted AS (
    INSERT INTO event_repeats AS noted (workspace_id, on_run, by_run, source, rejected, event_count)
    SELECT $13::uuid, held.run_id, $14, $12, cardinality(differences) > 0, count(*)
    FROM first JOIN held ON held.id = first.batch_id
    WHERE $14 IS NOT NULL OR cardinality(differences) = 0 GROUP BY 2, 5 ORDER BY 2, 5
    ON CONFLICT (on_run, by_run, source, rejected) DO UPDATE SET event_count = noted.event_count + EXCLUDED.event_count
  )
  ${outcomesOf(
    `(
    SELECT * FROM first WHERE run_id IS NULL OR run_id = $14 OR batch_id IN (SELECT id FROM held))`,
    'run_id = $14',
  )}`;

const EXAMINE_TRIED = `
  WITH ${INCOMING}, met AS (${MET_STORED} UNION ALL ${MET_TRIED}), ${FIRST}
  ${outcomesOf('first', 'is_tried')}`;
