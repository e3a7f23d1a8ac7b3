import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import * as copyStreams from 'pg-copy-streams';
import type { DataSource } from 'typeorm';
import type { Scenario } from '../../catalog/index.js';
import { invalidInput } from '../../platform/index.js';
import { type EventKind, eventIdOf, type UuidFor, uuidsOf } from '../event.js';

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
    const [{ strange }] = await runner.query(STRANGE, [write.workspaceId]);
    if (strange > 0) throw invalidInput(`${strange} events are about items of another workspace`);
    const [{ count }] = await runner.query(INSERT, [write.workspaceId, write.source]);
    await runner.commitTransaction();
    return count;
  } catch (error) {
    if (runner.isTransactionActive) await runner.rollbackTransaction();
    throw error;
  } finally {
    await runner.release();
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

const STRANGE = `
  SELECT count(*)::int AS strange FROM staged_events WHERE item_id NOT IN (
    SELECT items.id FROM items JOIN stores ON stores.id = items.store_id WHERE workspace_id = $1)`;

/** In the order of time, which the index on time (BRIN) lives on. */
const INSERT = `
  WITH batch AS (SELECT nextval('event_batches_id_seq') AS id),
  inserted AS (
    INSERT INTO events (visitor_id, event_id, item_id, occurred_at, kind, scenario, position, quantity, amount_minor,
      currency, order_id, workspace_id, batch_id)
    SELECT staged_events.*, $1::uuid, batch.id FROM staged_events, batch ORDER BY occurred_at
    ON CONFLICT DO NOTHING RETURNING 1
  ), counted AS (SELECT count(*)::int AS count FROM inserted),
  noted AS (
    INSERT INTO event_batches (id, workspace_id, source, event_count)
    SELECT batch.id, $1, $2, count FROM batch, counted WHERE count > 0
  )
  SELECT count FROM counted`;
