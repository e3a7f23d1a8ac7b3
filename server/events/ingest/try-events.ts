import type { EntityManager } from 'typeorm';
import { examineTried } from './examine-repeats.js';
import { arrayOf, INCOMING_COLUMNS, incomingArrays, incomingParameters } from './incoming-events.js';
import { COUNT_NEW, NEW_COLUMNS } from './new-events.js';
import type { ResolvedEvent } from './resolve-events.js';
import type { Scenarios } from './resolve-scenarios.js';
import type { WrittenEvents } from './write-events.js';

export interface TriedEvents extends Scenarios {
  readonly source: string;
  readonly resolved: readonly ResolvedEvent[];
}

/**
 * Says what writing some events would come to, after those that were tried before in the same transaction. They go
 * into a temporary table: in the table of events, others who send the same events would have to wait for them.
 *
 * @param manager of a transaction
 */
export async function tryEvents(manager: EntityManager, tried: TriedEvents): Promise<WrittenEvents> {
  const { resolved, scenarios } = tried;
  await manager.query(TRIED);
  const [{ count: accepted, brought, batchId }] = await manager.query(TRY, [
    ...incomingParameters(resolved),
    arrayOf(scenarios, (scenario) => scenario),
    arrayOf(resolved, ({ event }) => event.position),
  ]);
  if (accepted === resolved.length) return { accepted, brought, refused: [], repeated: [], known: [] };
  const { gone: _gone, ...examined } = await examineTried(manager, { ...tried, batchId });
  return { accepted, brought, ...examined };
}

/** With the places of `events` that only one event can have. */
const TRIED = `
  CREATE TEMPORARY TABLE IF NOT EXISTS tried_events (
    visitor_id uuid, event_id uuid, item_id uuid, occurred_at timestamptz, kind event_kind, quantity integer,
    amount_minor bigint, currency text, order_id text, scenario scenario, position integer, batch_id bigint,
    PRIMARY KEY (visitor_id, event_id), UNIQUE (order_id, item_id, kind)
  ) ON COMMIT DROP`;

/** What `writeEvents` would store. */
const TRY = `
  WITH batch AS (SELECT nextval('event_batches_id_seq') AS id), tried AS (
    INSERT INTO tried_events (${INCOMING_COLUMNS}, scenario, position, batch_id)
    SELECT ${INCOMING_COLUMNS}, scenario, position, batch.id
    FROM batch, unnest(${incomingArrays(1)}, $10::scenario[], $11::int[]) WITH ORDINALITY
      AS incoming (${INCOMING_COLUMNS}, scenario, position, n)
    WHERE NOT EXISTS (SELECT FROM events WHERE visitor_id = incoming.visitor_id AND event_id = incoming.event_id)
      AND NOT EXISTS (SELECT FROM events
        WHERE order_id = incoming.order_id AND item_id = incoming.item_id AND kind = incoming.kind)
    ORDER BY visitor_id, event_id, n
    ON CONFLICT DO NOTHING RETURNING ${NEW_COLUMNS}
  )
  SELECT counted.*, id AS "batchId" FROM batch, (SELECT count(*)::int AS count, ${COUNT_NEW} AS brought FROM tried) AS counted`;
