import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { Scenario } from '../../../../server/catalog/index.js';
import { EventStore } from '../../../../server/events/event-store.js';
import { type BulkEvent, EventKind } from '../../../../server/events/index.js';
import { OPERATOR } from '../../../../server/platform/index.js';
import { asOwner, useDatabase } from '../../../support/database/database.js';
import { addShop, type Shop } from '../../../support/product/shop.js';

const database = useDatabase();

const orderOf = (shop: Shop, n: number): BulkEvent => ({
  id: `bulk-${n}`,
  visitor: 'ada',
  itemId: shop.items.mug!,
  kind: EventKind.ORDER,
  scenario: Scenario.SEARCH,
  occurredAt: new Date(Date.UTC(2026, 0, n)),
  orderId: `o${n}`,
});

/** Puts an order in as another writer would, and does not commit. */
const insertOrder = (other: { query: DataSource['query'] }, shop: Shop, n: number) =>
  other.query(
    `INSERT INTO events (visitor_id, event_id, workspace_id, item_id, batch_id, occurred_at, kind, scenario, order_id)
     VALUES (gen_random_uuid(), gen_random_uuid(), $1, $2, 0, now(), 'ORDER', 'OTHER', $3)`,
    [shop.workspaceId, shop.items.mug, `o${n}`],
  );

const somebodyWaits = async () => {
  const [{ waits }] = await database.dataSource.query(
    `SELECT EXISTS (SELECT FROM pg_stat_activity
       WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%staged_events%') AS waits`,
  );
  return waits;
};

it('is tried again after a deadlock, though its events can be read only once', async () => {
  const shop = await addShop(database.dataSource, [{ key: 'mug', store: 'Nord' }]);
  let readings = 0;
  async function* once() {
    readings += 1;
    yield* [1, 2, 3].map((n) => orderOf(shop, n));
  }
  const accepted = await asOwner(database, async (owner) => {
    const other = owner.createQueryRunner();
    await other.startTransaction();
    await other.query("SET LOCAL deadlock_timeout = '30s'"); // so that the bulk load is the one that is undone
    await insertOrder(other, shop, 2);

    const loading = new EventStore(database.dataSource).recordBulk(OPERATOR, {
      workspaceId: shop.workspaceId,
      source: 'demo',
      events: once(),
    });
    while (!(await somebodyWaits())) await sleep(10);
    await insertOrder(other, shop, 1); // waits for the load, which waits for order 2
    await other.rollbackTransaction();
    await other.release();
    return loading;
  });

  expect(accepted).toBe(3);
  expect(readings).toBe(1);
  const [stored] = await database.dataSource.query(
    'SELECT count(*)::int AS events, count(DISTINCT batch_id)::int AS batches FROM events WHERE workspace_id = $1',
    [shop.workspaceId],
  );
  expect(stored).toEqual({ events: 3, batches: 1 });
});
