import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import * as copyStreams from 'pg-copy-streams';
import type { DataSource, QueryRunner } from 'typeorm';
import type { Scenario } from '../../catalog/index.js';
import { invalidInput } from '../../platform/index.js';
import { type EventKind, eventIdOf, type UuidFor, uuidsOf } from '../event.js';
import { retriedAfterDeadlock } from './retry-deadlock.js';

/** An event whose item and scenario are known already, as our own simulations make them. */
export interface BulkEvent {
  readonly id: string;
  readonly visitor: string;
  readonly itemId: string;
  readonly kind: EventKind;
  readonly scenario: Scenario;
  readonly occurredAt: Date;
  readonly position?: number | null;
  readonly quantity?: number | null;
  /** Minor units of `currency`; both or neither. */
  readonly amountMinor?: number | null;
  readonly currency?: string | null;
  readonly orderId?: string | null;
}

export interface BulkWrite {
  readonly workspaceId: string;
  readonly source: string;
  readonly events: Iterable<BulkEvent> | AsyncIterable<BulkEvent>;
}

/**
 * Stores many events in one transaction, by COPY into a staging table and then by the rules of every other door.
 *
 * @returns how many events were new
 * @throws {DomainError} INVALID_INPUT for an item of another workspace; nothing is stored then
 */
export async function writeBulk(dataSource: DataSource, write: BulkWrite): Promise<number> {
  const runner = dataSource.createQueryRunner();
  try {
    const client: PoolClient = await runner.connect();
    await runner.startTransaction();
    await runner.query(STAGE);
    await pipeline(
      Readable.from(chunksOf(write)),
      client.query(copyStreams.from('COPY staged_events FROM STDIN')),
    );
    await runner.query(HOLD_STORES, [write.workspaceId]);
    const [{ unknown }] = await runner.query(UNKNOWN_ITEMS, [write.workspaceId]);
    if (unknown > 0) throw invalidInput(`${unknown} events are about items of another workspace`);
    const count = await retriedAfterDeadlock(() => insertStaged(runner, write));
    await runner.commitTransaction();
    return count;
  } catch (error) {
    if (runner.isTransactionActive) await runner.rollbackTransaction();
    throw error;
  } finally {
    await runner.release();
  }
}

/** Within a savepoint, so that the staged events outlive a deadlock: where they come from may be read only once. */
async function insertStaged(runner: QueryRunner, { workspaceId, source }: BulkWrite): Promise<number> {
  await runner.startTransaction();
  try {
    const [{ count }] = await runner.query(INSERT, [workspaceId, source]);
    await runner.commitTransaction();
    return count;
  } catch (error) {
    await runner.rollbackTransaction();
    throw error;
  }
}

const LINES_A_CHUNK = 1_000;

async function* chunksOf({ workspaceId, events }: BulkWrite): AsyncGenerator<string> {
  const uuidFor = uuidsOf(workspaceId);
  const visitors = new Map<string, string>();
  let lines: string[] = [];
  for await (const event of events) {
    const visitorId = visitors.get(event.visitor) ?? uuidFor(event.visitor);
    visitors.set(event.visitor, visitorId);
    lines.push(lineOf(event, visitorId, uuidFor));
    if (lines.length < LINES_A_CHUNK) continue;
    yield lines.join('');
    lines = [];
  }
  yield lines.join('');
}

/** One row in the text format of COPY. */
function lineOf(event: BulkEvent, visitorId: string, uuidFor: UuidFor): string {
  const values = [
    visitorId,
    eventIdOf(uuidFor, event.id),
    event.itemId,
    event.occurredAt.toISOString(),
    event.kind,
    event.scenario,
    event.position ?? NULL,
    event.quantity ?? NULL,
    event.amountMinor ?? NULL,
    event.currency ?? NULL,
    event.orderId ? escaped(event.orderId) : NULL,
  ];
  return `${values.join('\t')}\n`;
}

const NULL = '\\N';
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
const escaped = (text: string) => text.replace(/[\\\t\n\r]/g, (character) => ESCAPES[character]!);

const STAGE = `
  CREATE TEMPORARY TABLE staged_events (
    visitor_id uuid, event_id uuid, item_id uuid, occurred_at timestamptz, kind event_kind, scenario scenario,
    position integer, quantity integer, amount_minor bigint, currency text, order_id text
  ) ON COMMIT DROP`;

/** None of them is deleted before the events are there to go with it, see `writeEvents`. */
const HOLD_STORES = 'SELECT FROM stores WHERE workspace_id = $1 FOR KEY SHARE';

const UNKNOWN_ITEMS = `
  SELECT count(*)::int AS unknown FROM staged_events WHERE item_id NOT IN (
    SELECT items.id FROM items JOIN stores ON stores.id = items.store_id WHERE workspace_id = $1)`;

/**
 * In the order of time, which the index on time (BRIN) lives on. A return is given the time of its order, which is
 * stored or, of several staged ones, the first.
 */
const INSERT = `
  WITH batch AS (SELECT nextval('event_batches_id_seq') AS id),
  ordered AS (
    SELECT order_id, item_id, min(occurred_at) AS occurred_at FROM staged_events
    WHERE kind = 'ORDER' AND order_id IS NOT NULL GROUP BY order_id, item_id
  ), inserted AS (
    INSERT INTO events (visitor_id, event_id, item_id, occurred_at, kind, scenario, position, quantity, amount_minor,
      currency, order_id, ordered_at, workspace_id, batch_id)
    SELECT staged.*, CASE WHEN staged.kind = 'RETURN' THEN COALESCE(
        (SELECT occurred_at FROM events WHERE order_id = staged.order_id AND item_id = staged.item_id AND kind = 'ORDER'),
        ordered.occurred_at) END,
      $1::uuid, batch.id
    FROM batch, staged_events staged
    LEFT JOIN ordered ON ordered.order_id = staged.order_id AND ordered.item_id = staged.item_id
    ORDER BY staged.occurred_at
    ON CONFLICT DO NOTHING RETURNING 1
  ), counted AS (SELECT count(*)::int AS count FROM inserted),
  noted AS (
    INSERT INTO event_batches (id, workspace_id, source, event_count)
    SELECT batch.id, $1, $2, count FROM batch, counted WHERE count > 0
  )
  SELECT count FROM counted`;
