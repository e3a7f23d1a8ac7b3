import type { EntityManager } from 'typeorm';
import { arrayOf, INCOMING_COLUMNS, incomingArrays, incomingParameters } from './incoming-events.js';
import type { ResolvedEvent } from './resolve-events.js';
import { retriedAlone } from './retry-deadlock.js';

export interface Refused {
  /** Place in the batch that came in. */
  readonly index: number;
  readonly reason: string;
  /** For who may not see events: without what the stored event says otherwise. */
  readonly reasonForWriters: string;
}

export interface Repeats {
  /** Those that say something else than the event that is stored in their place. */
  readonly refused: readonly Refused[];
  /** Places of those in whose place there is no event any more, e.g. since its import was reverted. */
  readonly gone: readonly number[];
  /** Places in the batch that came in of those that an earlier row of the same import says too. */
  readonly repeated: readonly number[];
  /** The same of those that were there before the import, or came otherwise. */
  readonly known: readonly number[];
}

interface EventsInQuestion {
  readonly workspaceId: string;
  readonly source: string;
  readonly runId: string | null;
  /** That the new ones among them were just written under. */
  readonly batchId: string;
  readonly resolved: readonly ResolvedEvent[];
}

/** Events of files state their time as it was; that of others may have been corrected for a wrong clock. */
export const FILE_SOURCE = 'import';

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
  { workspaceId, source, runId, batchId, resolved }: EventsInQuestion,
): Promise<Repeats> {
  const rows: MetRow[] = await retriedAlone(manager, EXAMINE, [
    ...examinedParameters(resolved),
    source,
    workspaceId,
    runId,
  ]);
  return toRepeats({ batchId, resolved }, rows);
}

/** The same for events that were only tried, see `tryEvents`. */
export async function examineTried(
  manager: EntityManager,
  { source, batchId, resolved }: Pick<EventsInQuestion, 'source' | 'batchId' | 'resolved'>,
): Promise<Repeats> {
  const rows: MetRow[] = await manager.query(EXAMINE_TRIED, [...examinedParameters(resolved), source]);
  return toRepeats({ batchId, resolved }, rows);
}

/** What events say, with the scenarios that they state themselves. */
const examinedParameters = (resolved: readonly ResolvedEvent[]) => [
  ...incomingParameters(resolved),
  arrayOf(resolved, ({ event }) => event.scenario),
];

/** What stands in the place of one event; of both kinds of place, its id comes first. */
interface MetRow {
  /** From 1. */
  readonly n: number;
  readonly place: 'id' | 'line' | null;
  /** Names of what they say differently. */
  readonly differences: readonly string[];
  /** The batch of what stands there. */
  readonly batchId: string | null;
  /** Whether that came with the same import. */
  readonly isOfImport: boolean;
  /** Whether its item was removed a moment ago. */
  readonly hasNoItem: boolean;
}

function toRepeats(examined: Examined, rows: readonly MetRow[]): Repeats {
  const { resolved } = examined;
  const gone: number[] = [];
  const refused: Refused[] = [];
  const known: number[] = [];
  for (const row of rows) {
    const event = resolved[row.n - 1]!;
    const { index } = event.event;
    const isGone = row.place === null && !row.hasNoItem;
    const reasons = isGone ? null : reasonsAgainst(event, row);
    if (isGone) gone.push(row.n - 1);
    else if (reasons !== null) refused.push({ index, ...reasons });
    else if (!row.isOfImport) known.push(index);
  }
  return { refused, gone, known, repeated: repeatedIn(examined, rows) };
}

/** Why an event is refused that meets another, or none since its item was removed; null where it came twice. */
function reasonsAgainst(
  event: ResolvedEvent,
  { place, differences, isOfImport }: MetRow,
): Omit<Refused, 'index'> | null {
  if (place === null) return toAll(itemRemoved(event));
  if (differences.length > 0)
    return {
      reason: REASONS[place](event, ` (${differences.join(', ')})`),
      reasonForWriters: REASONS[place](event, ''),
    };
  return place === 'line' && isOfImport ? toAll(lineOfSameFile(event)) : null;
}

type Examined = Pick<EventsInQuestion, 'batchId' | 'resolved'>;

/** Of several events of a batch that say the same, the first was written, and meets itself. */
function repeatedIn({ batchId, resolved }: Examined, rows: readonly MetRow[]): number[] {
  const repeated: number[] = [];
  const seen = new Set<string>();
  for (const { n, place, differences, isOfImport, ...met } of rows) {
    if (!isOfImport || place !== 'id' || differences.length > 0) continue;
    const { event, eventId } = resolved[n - 1]!;
    const key = `${event.visitorId}${eventId}`;
    if (met.batchId !== batchId || seen.has(key)) repeated.push(event.index);
    seen.add(key);
  }
  return repeated;
}

const toAll = (reason: string) => ({ reason, reasonForWriters: reason });

const lineOfSameFile = ({ event }: ResolvedEvent) =>
  `order ${event.order.orderId} already has a line of item ${event.item ?? 'of the order'} in this file: add its lines up`;

const itemRemoved = ({ event }: ResolvedEvent) =>
  `item ${event.item ?? 'of the order'} was removed: add it to the catalogue, then send this again`;

const REASONS = {
  id: (_: ResolvedEvent, differences: string) =>
    `an earlier event with this id says something else${differences}: give each event its own id`,
  line: ({ event }: ResolvedEvent, differences: string) =>
    `order ${event.order.orderId} already has a line of item ${event.item ?? 'of the order'} that says something else${differences}: add its lines up, or give each order its own number`,
};

const difference = (name: string, column: string, condition = 'true') =>
  `CASE WHEN incoming.${column} IS DISTINCT FROM stored.${column} AND ${condition} THEN '${name}' END`;

const AMOUNTS = [
  difference('quantity', 'quantity'),
  difference('amount', 'amount_minor'),
  difference('currency', 'currency'),
];

/** What a row of a file is compared by, under a condition for each. */
const circumstances = ({ times, scenarios }: Pick<Conditions, 'times' | 'scenarios'>) => [
  difference('time', 'occurred_at', times),
  difference('scenario', 'scenario', `incoming.scenario IS NOT NULL AND ${scenarios}`),
];

interface Conditions {
  /** Under which two times have to be equal. */
  readonly times: string;
  /** Under which a stated scenario has to be that of the stored event. */
  readonly scenarios: string;
  /** Under which both came in files, so that the lines of an order name the same visitor. */
  readonly files: string;
  /** Columns that say with which batch the stored event came. */
  readonly batch: string;
}

/**
 * The events of a table that stand in the place of incoming ones, under the same id or for the same item of the same
 * order.
 *
 * @param stored SQL of the table, under that name, and of what the conditions need
 */
const metIn = (stored: string, { times, scenarios, files, batch }: Conditions) => `
  SELECT incoming.n, 'id' AS place, ${batch}, array_remove(ARRAY[${[
    difference('kind', 'kind'),
    difference('item', 'item_id'),
    difference('order', 'order_id'),
    ...AMOUNTS,
    ...circumstances({ times, scenarios }),
  ].join(', ')}], NULL) AS differences
  FROM incoming JOIN ${stored} ON stored.visitor_id = incoming.visitor_id AND stored.event_id = incoming.event_id
  UNION ALL
  SELECT incoming.n, 'line', ${batch}, array_remove(ARRAY[${[
    ...AMOUNTS,
    difference('visitor', 'visitor_id', files),
    ...circumstances({ times: files, scenarios: files }),
  ].join(', ')}], NULL)
  FROM incoming JOIN ${stored} ON stored.order_id = incoming.order_id AND stored.item_id = incoming.item_id
    AND stored.kind = incoming.kind`;

const INCOMING = `incoming AS MATERIALIZED (
  SELECT * FROM unnest(${incomingArrays(1)}, $10::scenario[]) WITH ORDINALITY
    AS event (${INCOMING_COLUMNS}, scenario, n))`;

/** Segment's events have a time that was corrected by the clock of the sender: a file of the same events has not. */
const MET_STORED = metIn('(events stored JOIN event_batches batch ON batch.id = stored.batch_id)', {
  times: `$11::text = '${FILE_SOURCE}' AND batch.source <> 'segment'`,
  scenarios: `$11::text = '${FILE_SOURCE}'`,
  files: `$11::text = '${FILE_SOURCE}' AND batch.source = '${FILE_SOURCE}'`,
  batch: 'batch.id AS batch_id, batch.run_id, false AS is_tried',
});

const MET_TRIED = metIn('tried_events stored', {
  times: 'true',
  scenarios: 'true',
  files: 'true',
  batch: 'stored.batch_id, NULL::uuid AS run_id, true AS is_tried',
});

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
    WHERE run_id <> COALESCE($13::uuid, '00000000-0000-0000-0000-000000000000') AND id IN (SELECT batch_id FROM first)
    FOR KEY SHARE
  ), noted AS (
    INSERT INTO event_repeats AS noted (workspace_id, on_run, by_run, source, rejected, event_count)
    SELECT $12::uuid, held.run_id, $13, $11, cardinality(differences) > 0, count(*)
    FROM first JOIN held ON held.id = first.batch_id
    WHERE $13 IS NOT NULL OR cardinality(differences) = 0 GROUP BY 2, 5 ORDER BY 2, 5
    ON CONFLICT (on_run, by_run, source, rejected) DO UPDATE SET event_count = noted.event_count + EXCLUDED.event_count
  )
  ${outcomesOf(
    `(
    SELECT * FROM first WHERE run_id IS NULL OR run_id = $13 OR batch_id IN (SELECT id FROM held))`,
    'run_id = $13',
  )}`;

const EXAMINE_TRIED = `
  WITH ${INCOMING}, met AS (${MET_STORED} UNION ALL ${MET_TRIED}), ${FIRST}
  ${outcomesOf('first', 'is_tried')}`;
