import type { EntityManager } from 'typeorm';
import { counted, importName } from '../../shown-text.js';

/** Sentences about events that rely on a run: on its events, or on stores and items that it added or changed. */
export async function eventDependents(manager: EntityManager, runId: string): Promise<string[]> {
  const repeats: Repeats[] = await manager.query(REPEATS, [runId]);
  const relying: Relying[] = await manager.query(RELYING, [runId]);
  return [
    ...repeats.map(toRepeatSentence),
    ...relying.map(toRelyingSentence),
    ...(await itemEvents(manager, runId)),
  ];
}

/**
 * Sentences about events that came in while those of a run were taken back. The caller keeps further ones out, and holds
 * the lock of rollups, so that no roll-up has taken them.
 */
export async function lateDependents(manager: EntityManager): Promise<string[]> {
  const relying: Relying[] = await manager.query(LATE_RELYING);
  const [priced]: [ItemEvents] = await manager.query(LATE_PRICED);
  return [...relying.map(toRelyingSentence), ...repricedSentences(priced)];
}

/** Keeps until the transaction ends which items have a currency by a run, before they are given their former one. */
export async function noteRepriced(manager: EntityManager, runId: string): Promise<void> {
  await manager.query('CREATE TEMPORARY TABLE repriced_items (item_id uuid, currency text) ON COMMIT DROP');
  await manager.query(`INSERT INTO repriced_items ${REPRICED}`, [runId]);
}

interface Repeats {
  readonly source: string;
  readonly count: number;
}

const toRepeatSentence = ({ source, count }: Repeats) =>
  `${counted(count, 'event')} of it came again by ${source} and would be lost.`;

const REPEATS = `
  SELECT source, event_count::float8 AS count FROM event_repeats
  WHERE on_run = $1 AND by_run IS NULL ORDER BY source`;

interface Relying {
  readonly how: 'order' | 'touch';
  readonly source: string;
  readonly fileName: string | null;
  readonly startedAt: Date | null;
  readonly count: number;
}

function toRelyingSentence({ how, source, fileName, startedAt, count }: Relying): string {
  const what =
    how === 'order'
      ? `${counted(count, 'return')} of its orders`
      : `${counted(count, 'event')} that may have the scenario of its impressions and clicks`;
  return fileName && startedAt
    ? `${importName(fileName, startedAt)} has ${what}. Revert that import first.`
    : `${what} came by ${source}.`;
}

const ofBatches = (condition: string) => `
  SELECT event.* FROM event_batches batch
  CROSS JOIN LATERAL (SELECT * FROM events WHERE batch_id = batch.id OFFSET 0) event
  WHERE ${condition}`;

/** An event of another door or import took the time of its order, or may have taken the scenario of a touch before it. */
const relying = (ofRun: string, others: string, isOther: string) => `
  WITH of_run AS (${ofRun}),
  relying AS (
    SELECT 'order' AS how, dependent.visitor_id, dependent.event_id, dependent.batch_id
    FROM of_run JOIN (${others}) dependent
      ON dependent.order_id = of_run.order_id AND dependent.item_id = of_run.item_id AND dependent.kind = 'RETURN'
    WHERE of_run.kind = 'ORDER' AND dependent.ordered_at IS NOT NULL
    UNION
    SELECT 'touch', dependent.visitor_id, dependent.event_id, dependent.batch_id
    FROM of_run JOIN (${others}) dependent ON dependent.visitor_id = of_run.visitor_id
      AND dependent.item_id = of_run.item_id AND dependent.kind <> 'IMPRESSION'
      AND dependent.scenario = of_run.scenario AND dependent.batch_id > of_run.batch_id
      AND dependent.occurred_at BETWEEN of_run.occurred_at AND of_run.occurred_at + interval '7 days'
    WHERE of_run.kind IN ('IMPRESSION', 'CLICK')
  )
  SELECT how, batch.source, run.file_name AS "fileName", run.started_at AS "startedAt", count(*)::float8 AS count
  FROM relying JOIN event_batches batch ON batch.id = relying.batch_id LEFT JOIN import_runs run ON run.id = batch.run_id
  WHERE ${isOther}
  GROUP BY 1, 2, 3, 4, batch.run_id ORDER BY 1, 4, 2`;

const RELYING = relying(
  ofBatches('batch.run_id = $1'),
  'SELECT * FROM events',
  'batch.run_id IS DISTINCT FROM $1',
);

const LATE_RELYING = relying(
  'SELECT * FROM taken_back_events',
  ofBatches('batch.rolled_up_at IS NULL'),
  'true',
);

interface ItemEvents {
  readonly items: number;
  readonly impressions: number;
  readonly clicks: number;
  readonly orders: number;
  readonly returns: number;
}

async function itemEvents(manager: EntityManager, runId: string): Promise<string[]> {
  const [[added], [repriced]]: [[ItemEvents], [ItemEvents]] = [
    await manager.query(eventsOf(ADDED), [runId]),
    await manager.query(eventsOf(REPRICED), [runId]),
  ];
  return [
    ...(added.items > 0
      ? [
          `${counted(added.items, 'item')} of it ${added.items === 1 ? 'has' : 'have'} events: ${sums(added)}.`,
        ]
      : []),
    ...repricedSentences(repriced),
  ];
}

const repricedSentences = (repriced: ItemEvents): string[] =>
  repriced.items === 0
    ? []
    : [
        `It changed the currency of ${counted(repriced.items, 'item')}, and events may have taken it: ${sums(repriced)}.`,
      ];

const sums = ({ items: _, ...measures }: ItemEvents) =>
  Object.entries(measures)
    .filter(([, count]) => count > 0)
    .map(([measure, count]) => counted(count, measure.slice(0, -1)))
    .join(', ');

/** Items with the currency in which events matter; null for any. */
const ADDED = 'SELECT id AS item_id, NULL::text AS currency FROM items WHERE added_by_run = $1';
const REPRICED = `
  SELECT item.id AS item_id, item.currency FROM import_former_items former JOIN items item ON item.id = former.item_id
  WHERE former.run_id = $1 AND item.currency IS DISTINCT FROM former.currency`;

const MEASURES = ['impressions', 'clicks', 'orders', 'returns'];

/** Events are found as what the totals of an item have beyond its counts, since no index leads from an item to them. */
const eventsOf = (items: string) => `
  WITH chosen AS MATERIALIZED (${items}),
  beyond AS (
    SELECT item_id, ${MEASURES.map((measure) => `sum(${measure}) AS ${measure}`).join(', ')} FROM (
      SELECT item_id, currency, ${MEASURES.join(', ')} FROM item_day_totals
      WHERE item_id IN (SELECT item_id FROM chosen)
      UNION ALL
      SELECT item_id, COALESCE(currency, ''), ${MEASURES.map((measure) => `-${measure}`).join(', ')} FROM item_counts
      WHERE item_id IN (SELECT item_id FROM chosen)
    ) AS sums JOIN chosen USING (item_id)
    WHERE chosen.currency IS NULL OR chosen.currency = sums.currency
    GROUP BY item_id
  )
  SELECT count(*)::float8 AS items, ${MEASURES.map((measure) => `COALESCE(sum(${measure}), 0)::float8 AS ${measure}`).join(', ')}
  FROM beyond WHERE ${MEASURES.map((measure) => `${measure} <> 0`).join(' OR ')}`;

/** Of the events that no roll-up has taken. */
const LATE_PRICED = `
  SELECT count(DISTINCT event.item_id)::float8 AS items, ${MEASURES.map(
    (measure) =>
      `count(*) FILTER (WHERE event.kind = '${measure.slice(0, -1).toUpperCase()}')::float8 AS ${measure}`,
  ).join(', ')}
  FROM (${ofBatches('batch.rolled_up_at IS NULL')}) AS event
  JOIN repriced_items USING (item_id) WHERE event.currency = repriced_items.currency`;
