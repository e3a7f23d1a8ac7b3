import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ItemOrigin, Scenario } from '../../../../server/catalog/index.js';
import { EventStore } from '../../../../server/events/event-store.js';
import { EventKind, type IncomingEvent, replaceCountsUnchecked } from '../../../../server/events/index.js';
import type { ItemCount } from '../../../../server/events/rollups/item-counts.js';
import { RollupService } from '../../../../server/events/rollups/rollup.service.js';
import { OPERATOR } from '../../../../server/platform/index.js';
import { useDatabase } from '../../../support/database/database.js';
import { addShop, type Shop } from '../../../support/product/shop.js';

const database = useDatabase();
let store: EventStore;
let rollups: RollupService;
let shop: Shop;

beforeAll(() => {
  store = new EventStore(database.dataSource);
  rollups = new RollupService(database.dataSource);
});

beforeEach(async () => {
  shop = await addNewShop();
});

const addNewShop = () =>
  addShop(
    database.dataSource,
    [
      { key: 'a', store: 'Nord', origin: ItemOrigin.AI_GENERATED, category: 'dress' },
      { key: 'b', store: 'Nord', category: 'dress' },
      { key: 'c', store: 'Süd', category: null },
    ],
    { timeZone: 'Pacific/Auckland' },
  );

const record = (events: readonly IncomingEvent[], workspaceId = shop.workspaceId) =>
  store.record(OPERATOR, { workspaceId, source: 'test', events });

/** Events whose scenario is stated, so that nothing depends on what came before. */
const anyEvent: fc.Arbitrary<IncomingEvent> = fc
  .record({
    kind: fc.constantFrom(...Object.values(EventKind)),
    id: fc.nat(30).map(String),
    visitor: fc.constantFrom('ada', 'bo'),
    item: fc.constantFrom('a', 'b', 'c', 'unknown'),
    scenario: fc.constantFrom(...Object.values(Scenario)),
    occurredAt: fc.date({ min: new Date('2026-01-01'), max: new Date('2026-01-04'), noInvalidDate: true }),
    amountMinor: fc.option(fc.nat(10_000)),
    currency: fc.constantFrom('EUR', 'USD'),
  })
  .map((event) => ({ ...event, payload: () => event }));

/** One meaning per id: whoever sends an id again sends the same event again. */
const someEvents = fc.uniqueArray(anyEvent, { selector: ({ id }) => id, minLength: 1, maxLength: 20 });

const SUMS = `sum(impressions) i, sum(clicks) c, sum(orders) o, sum(returns) r, sum(revenue_minor) m, sum(revenue_square) q`;

const totalsOf = (view: string, key: string, workspaceId: string) =>
  database.dataSource.query(
    `SELECT ${key}, ${SUMS} FROM ${view} WHERE workspace_id = $1 GROUP BY ${key} ORDER BY ${key}`,
    [workspaceId],
  );

const itemsToKeys = async (workspaceId: string) => {
  const rows = await totalsOf('item_day_totals', 'item_id, scenario, day::text, currency', workspaceId);
  const keys = await database.dataSource.query(
    'SELECT items.id, key FROM items JOIN stores ON stores.id = store_id WHERE workspace_id = $1',
    [workspaceId],
  );
  const keyOf = new Map(keys.map(({ id, key }: { id: string; key: string }) => [id, key]));
  const named = rows.map((row: { item_id: string }) => ({ ...row, item_id: keyOf.get(row.item_id) }));
  return named.map((row: object) => JSON.stringify(row)).sort();
};

/** The same sums straight from the events. */
const raw = (workspaceId: string) =>
  database.dataSource.query(
    `SELECT item.store_id, item.origin, e.scenario, (occurred_at AT TIME ZONE 'Pacific/Auckland')::date::text AS day,
       COALESCE(e.currency, '') AS currency, count(*) FILTER (WHERE kind = 'IMPRESSION')::numeric i,
       count(*) FILTER (WHERE kind = 'CLICK')::numeric c, count(*) FILTER (WHERE kind = 'ORDER')::numeric o,
       count(*) FILTER (WHERE kind = 'RETURN')::numeric r, sum(CASE WHEN kind = 'ORDER' THEN COALESCE(amount_minor, 0) ELSE 0 END) m,
       sum(CASE WHEN kind = 'ORDER' THEN COALESCE(amount_minor, 0) ELSE 0 END * COALESCE(amount_minor, 0)::numeric) q
     FROM events e JOIN items item ON item.id = e.item_id
     WHERE workspace_id = $1 GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5`,
    [workspaceId],
  );

const STORE_KEY = 'store_id, origin, scenario, day::text, currency';

describe('events', () => {
  it('are counted alike however they are cut into batches, ordered and replayed', async () => {
    const runs = fc.record({
      events: someEvents,
      cuts: fc.array(fc.tuple(fc.nat(20), fc.nat(20), fc.boolean()), { maxLength: 5 }),
    });
    await fc.assert(
      fc.asyncProperty(runs, async ({ events, cuts }) => {
        const [once, pieces] = [await addNewShop(), await addNewShop()];
        await record(events, once.workspaceId);

        for (const [from, length, rollsUp] of cuts) {
          await record(events.slice(from, from + length).reverse(), pieces.workspaceId);
          if (rollsUp) await rollups.rollUpUnchecked();
        }
        await record(events, pieces.workspaceId);

        expect(await itemsToKeys(pieces.workspaceId)).toEqual(await itemsToKeys(once.workspaceId));
      }),
      { numRuns: 25 },
    );
  });

  it('add up in every view at every moment, whatever is rolled up', async () => {
    const steps = fc.array(fc.oneof(someEvents, fc.constant('roll up' as const)), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(steps, async (history) => {
        const { workspaceId } = await addNewShop();
        for (const step of history) {
          await (step === 'roll up' ? rollups.rollUpUnchecked() : record(step, workspaceId));

          const expected = await raw(workspaceId);
          expect(await totalsOf('store_day_totals', STORE_KEY, workspaceId)).toEqual(expected);
          expect(await totalsOf('item_day_totals', STORE_KEY, workspaceId)).toEqual(expected);
          const wholePeriod = await totalsOf('store_day_totals', 'store_id, origin', workspaceId);
          expect(await totalsOf('store_totals', 'store_id, origin', workspaceId)).toEqual(wholePeriod);
          expect(await totalsOf('slice_totals', 'store_id, origin', workspaceId)).toEqual(wholePeriod);
          const ofItems = await totalsOf('item_day_totals', 'item_id, scenario, currency', workspaceId);
          expect(await totalsOf('item_totals', 'item_id, scenario, currency', workspaceId)).toEqual(ofItems);
        }
        expect(await rollups.verifyUnchecked(workspaceId)).toEqual(RIGHT);
      }),
      { numRuns: 15 },
    );
  });

  it('stay whole for readers while batches come in and roll-ups run', async () => {
    const events = Array.from({ length: 400 }, (_, n) => impression(`e${n}`));
    let acknowledged = 0;
    let busy = true;
    const writing = Promise.all(
      [0, 1].map(async (half) => {
        for (let from = half * 200; from < half * 200 + 200; from += 10) {
          acknowledged += (await record(events.slice(from, from + 10))).accepted;
        }
      }),
    ).finally(() => {
      busy = false;
    });
    const rolling = (async () => {
      while (busy) await rollups.rollUpUnchecked();
    })();
    while (busy) {
      const atLeast = acknowledged;
      const [{ seen }] = await database.dataSource.query(
        'SELECT COALESCE(sum(impressions), 0)::int AS seen FROM store_day_totals WHERE workspace_id = $1',
        [shop.workspaceId],
      );
      expect(seen).toBeGreaterThanOrEqual(atLeast);
      expect(seen % 10).toBe(0);
    }
    await Promise.all([writing, rolling]);

    expect(await rollups.verifyUnchecked(shop.workspaceId)).toEqual(RIGHT);
  });
});

const RIGHT = ['item_days', 'store_days', 'item_weeks', 'store_sums', 'slice_sums', 'item_sums'].map(
  (table) => ({
    table,
    wrongKeys: 0,
  }),
);

const impression = (id: string, fields: Partial<IncomingEvent> = {}): IncomingEvent => ({
  kind: EventKind.IMPRESSION,
  id,
  visitor: 'ada',
  item: 'a',
  occurredAt: '2026-01-01T10:59:00Z',
  payload: () => ({ id }),
  ...fields,
});

describe('rollups', () => {
  it('cut days in the time zone of the workspace, which is fixed from then on', async () => {
    await record([impression('before'), impression('after', { occurredAt: '2026-01-01T11:00:00Z' })]);

    await rollups.rollUpUnchecked();

    const days = await totalsOf('store_day_totals', 'day::text', shop.workspaceId);
    expect(days).toMatchObject([{ day: '2026-01-01' }, { day: '2026-01-02' }]);
    await expect(
      database.dataSource.query("UPDATE workspaces SET time_zone = 'UTC' WHERE id = $1", [shop.workspaceId]),
    ).rejects.toThrow('never changes');
  });

  it('move into the slices of today when a store is reclassified', async () => {
    await record([impression('one'), impression('two', { item: 'b' })]);
    await rollups.rollUpUnchecked();
    await database.dataSource.query("UPDATE items SET category = 'skirt', price_band = 2 WHERE id = $1", [
      shop.items.a,
    ]);
    await database.dataSource.query('UPDATE stores SET reclassified_at = now() WHERE id = $1', [
      shop.stores.Nord,
    ]);

    await rollups.rollUpUnchecked();

    for (const view of ['slice_totals', 'item_totals', 'item_day_totals'])
      expect(await totalsOf(view, 'category, price_band', shop.workspaceId)).toMatchObject([
        { category: 'dress', price_band: null, i: '1' },
        { category: 'skirt', price_band: 2, i: '1' },
      ]);
    expect(await rollups.verifyUnchecked(shop.workspaceId)).toEqual(RIGHT);
  });

  it('can be counted anew, and verifying finds where they are wrong', async () => {
    await record([impression('one'), impression('two', { item: 'c' })]);
    await rollups.rollUpUnchecked();
    await database.dataSource.query('UPDATE store_days SET impressions = 7 WHERE store_id = $1', [
      shop.stores.Nord,
    ]);
    await database.dataSource.query('DELETE FROM item_weeks WHERE workspace_id = $1', [shop.workspaceId]);

    expect(await rollups.verifyUnchecked(shop.workspaceId)).toEqual([
      { table: 'item_days', wrongKeys: 0 },
      { table: 'store_days', wrongKeys: 1 },
      { table: 'item_weeks', wrongKeys: 2 },
      { table: 'store_sums', wrongKeys: 0 },
      { table: 'slice_sums', wrongKeys: 0 },
      { table: 'item_sums', wrongKeys: 0 },
    ]);
    await rollups.rebuildUnchecked(shop.workspaceId);
    expect(await rollups.verifyUnchecked(shop.workspaceId)).toEqual(RIGHT);
  });
});

describe('imported totals', () => {
  const count = (fields: Partial<ItemCount> = {}): ItemCount => ({
    itemId: shop.items.a!,
    scenario: Scenario.SEARCH,
    day: '2026-01-01',
    impressions: 1000,
    clicks: 100,
    orders: 10,
    returns: 1,
    revenueMinor: 20_000,
    currency: 'EUR',
    ...fields,
  });
  const replace = (...counts: ItemCount[]) =>
    database.dataSource.transaction((manager) => replaceCountsUnchecked(manager, counts));
  const totals = () =>
    database.dataSource.query(
      `SELECT day::text, currency, sum(impressions)::int i, sum(orders)::int o, sum(revenue_minor)::int m,
         sum(totalled_orders)::int t FROM store_day_totals WHERE workspace_id = $1
       GROUP BY 1, 2 HAVING sum(impressions) > 0 ORDER BY 1, 2`,
      [shop.workspaceId],
    );

  it('count beside events, dated and undated', async () => {
    await record([impression('one')]);

    expect(await replace(count(), count({ day: null, revenueMinor: null, currency: null }))).toBe(0);

    expect(await totals()).toEqual([
      { day: '2026-01-01', currency: '', i: 1, o: 0, m: 0, t: 0 },
      { day: '2026-01-01', currency: 'EUR', i: 1000, o: 10, m: 20_000, t: 10 },
      { day: null, currency: '', i: 1000, o: 10, m: 0, t: 0 },
    ]);
    expect(await rollups.verifyUnchecked(shop.workspaceId)).toEqual(RIGHT);
  });

  it('replace the total stated before, even with another currency or nothing', async () => {
    await replace(count(), count({ day: null }));

    expect(await replace(count({ impressions: 0, clicks: 0, orders: 0, returns: 0, revenueMinor: 0 }))).toBe(
      1,
    );
    expect(await replace(count({ day: null, impressions: 500, currency: 'USD' }))).toBe(1);

    expect(await totals()).toEqual([{ day: null, currency: 'USD', i: 500, o: 10, m: 20_000, t: 10 }]);
    expect(await rollups.verifyUnchecked(shop.workspaceId)).toEqual(RIGHT);
    await rollups.rebuildUnchecked(shop.workspaceId);
    expect(await totals()).toHaveLength(1);
  });

  it.each([
    ['category', "category = 'skirt'", [{ category: 'skirt', price_band: null, i: '400' }]],
    ['price band', 'price_band = 3', [{ category: 'dress', price_band: 3, i: '400' }]],
  ])('are taken back from the slice they stood in when the %s changed', async (_, change, slices) => {
    await replace(count(), count({ day: null, impressions: 2000 }));
    await database.dataSource.query(`UPDATE items SET ${change} WHERE id = $1`, [shop.items.a]);
    await database.dataSource.query('UPDATE stores SET reclassified_at = now() WHERE id = $1', [
      shop.stores.Nord,
    ]);

    await replace(count({ impressions: 300 }), count({ day: null, impressions: 100 }));

    for (const view of ['slice_totals', 'item_totals', 'item_day_totals'])
      expect(await totalsOf(view, 'category, price_band', shop.workspaceId)).toMatchObject(slices);
    expect(await rollups.verifyUnchecked(shop.workspaceId)).toEqual(RIGHT);
  });

  it('stand in the right slices even while somebody else holds the store', async () => {
    await replace(count());
    await database.dataSource.query("UPDATE items SET category = 'skirt' WHERE id = $1", [shop.items.a]);
    await database.dataSource.query('UPDATE stores SET reclassified_at = now() WHERE id = $1', [
      shop.stores.Nord,
    ]);
    await database.dataSource.transaction(async (manager) => {
      await manager.query('SELECT FROM stores WHERE id = $1 FOR NO KEY UPDATE', [shop.stores.Nord]);
      await replace(count({ impressions: 400 }));
    });

    expect(await totalsOf('slice_totals', 'category', shop.workspaceId)).toMatchObject([
      { category: 'skirt', i: '400' },
    ]);
    expect(await rollups.verifyUnchecked(shop.workspaceId)).toEqual(RIGHT);
  });

  it.each([{ impressions: 1e12 + 1 }, { revenueMinor: 1e15 + 1 }])(
    'are refused where sums of them could not be exact: %j',
    async (fields) => {
      await expect(replace(count(fields))).rejects.toThrow('check constraint');
    },
  );

  it("take each other's place whole when they are replaced at once", async () => {
    await Promise.all([1, 2, 3, 4, 5].map((n) => replace(count({ impressions: n }), count({ day: null }))));

    expect(await rollups.verifyUnchecked(shop.workspaceId)).toEqual(RIGHT);
    expect((await totals()).at(-1)).toMatchObject({ day: null, i: 1000 });
  });
});
