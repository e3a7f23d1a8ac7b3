import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Scenario } from '../../../../server/catalog/index.js';
import { EVERY_ORDERED_ITEM } from '../../../../server/events/event.js';
import { EventStore } from '../../../../server/events/event-store.js';
import { type BulkEvent, EventKind, type IncomingEvent } from '../../../../server/events/index.js';
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
  shop = await newShop();
});

const newShop = () =>
  addShop(
    database.dataSource,
    [
      { key: 'mug', store: 'Nord' },
      { key: 'cup', store: 'Nord' },
    ],
    { timeZone: 'Pacific/Auckland' },
  );

const event = (kind: EventKind, fields: Partial<IncomingEvent>): IncomingEvent => ({
  kind,
  id: `${kind}-${String(fields.item ?? 'mug')}-${fields.orderId}-${fields.occurredAt}`,
  visitor: 'ada',
  item: 'mug',
  occurredAt: '2026-01-01T10:30:00Z',
  payload: () => fields,
  ...fields,
});
/** Late on 1 January in Auckland (UTC+13). */
const order = (fields: Partial<IncomingEvent> = {}) => event(EventKind.ORDER, { orderId: 'o', ...fields });
/** On 3 January in Auckland, by the shop's server. */
const back = (fields: Partial<IncomingEvent> = {}) =>
  event(EventKind.RETURN, {
    orderId: 'o',
    visitor: 'server',
    occurredAt: '2026-01-02T11:30:00Z',
    ...fields,
  });

const record = (events: readonly IncomingEvent[], workspaceId = shop.workspaceId) =>
  store.record(OPERATOR, { workspaceId, source: 'test', events });

const toBulk = ({ kind, id, visitor, item, orderId, occurredAt }: IncomingEvent): BulkEvent => ({
  kind: kind as EventKind,
  id: id as string,
  visitor: visitor as string,
  itemId: shop.items[item as string]!,
  scenario: Scenario.OTHER,
  occurredAt: new Date(occurredAt as string),
  orderId: (orderId as string | null | undefined) ?? null,
});
const recordBulk = (events: readonly IncomingEvent[]) =>
  store.recordBulk(OPERATOR, {
    workspaceId: shop.workspaceId,
    source: 'demo',
    events: events.map(toBulk),
  });

/** Days with their orders and returns, which all views give alike. */
async function daysOf(workspaceId = shop.workspaceId): Promise<string[]> {
  const [first, ...others] = await Promise.all(
    ['store_day_totals', 'item_day_totals'].map((view) =>
      database.dataSource.query(
        `SELECT day::text, sum(orders)::int AS orders, sum(returns)::int AS returns FROM ${view}
         WHERE workspace_id = $1 GROUP BY 1 ORDER BY 1`,
        [workspaceId],
      ),
    ),
  );
  for (const other of others) expect(other).toEqual(first);
  return first.map((row: Record<string, unknown>) => `${row.day}: ${row.orders} - ${row.returns}`);
}

/** The days of the tail, of the rollups and of rollups that were made anew: always the same. */
async function expectDays(...expected: string[]) {
  expect(await daysOf()).toEqual(expected);
  const checks = await rollups.verifyUnchecked(shop.workspaceId);
  expect(checks.filter(({ wrongKeys }) => wrongKeys > 0)).toEqual([]);
  expect(await daysOf()).toEqual(expected);
  await rollups.rebuildUnchecked(shop.workspaceId);
  expect(await daysOf()).toEqual(expected);
}

describe.each([
  ['record', record],
  ['bulk', recordBulk],
] as const)('a return that comes in by %s', (_, send) => {
  it('counts on the day of the order that is stored', async () => {
    await record([order()]);
    await rollups.rollUpUnchecked();

    await send([back()]);

    await expectDays('2026-01-01: 1 - 1');
  });

  it('counts on the day of an order of its own batch', async () => {
    await send([back(), order()]);

    await expectDays('2026-01-01: 1 - 1');
  });

  it('counts on its own day where its order comes later, and stays there', async () => {
    await send([back()]);
    await send([order(), back()]);

    await expectDays('2026-01-01: 1 - 0', '2026-01-03: 0 - 1');
  });

  it('counts on its own day where it names no order, or one of another item', async () => {
    await send([order(), back({ orderId: null }), back({ item: 'cup' })]);

    await expectDays('2026-01-01: 1 - 0', '2026-01-03: 0 - 2');
  });

  it('counts once, on the same day, however often it is sent', async () => {
    await send([order()]);
    await send([back()]);
    await send([back(), order()]);
    await send([back({ id: 'said again', occurredAt: '2026-01-05T00:00:00Z' })]);

    await expectDays('2026-01-01: 1 - 1');
  });

  it('counts on the day of the order that was kept where one is sent twice', async () => {
    await send([order()]);
    await send([order({ id: 'again', occurredAt: '2026-01-02T01:00:00Z' }), back()]);

    await expectDays('2026-01-01: 1 - 1');
  });
});

it('counts the return of a whole order on the day of the order', async () => {
  await record([order(), order({ item: 'cup' }), back({ item: EVERY_ORDERED_ITEM })]);

  await expectDays('2026-01-01: 2 - 2');
});

it('counts returns of orders sent before or with them alike, however they are cut and replayed', async () => {
  const purchases = fc.uniqueArray(
    fc.record({
      id: fc.nat(20),
      item: fc.constantFrom('mug', 'cup'),
      day: fc.nat(9),
      returned: fc.boolean(),
    }),
    { selector: ({ id, item }) => `${id}/${item}`, minLength: 1, maxLength: 12 },
  );
  const cuts = fc.array(fc.tuple(fc.nat(12), fc.boolean()), { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(purchases, cuts, async (bought, places) => {
      const { workspaceId } = await newShop();
      const events = bought.flatMap(({ id, item, day, returned }) => {
        const fields = { orderId: `o${id}`, item };
        const ordered = order({ ...fields, occurredAt: `2026-01-${10 + day}T00:00:00Z` });
        return returned ? [ordered, back({ ...fields, occurredAt: '2026-02-20T00:00:00Z' })] : [ordered];
      });
      for (const [end, rollsUp] of places) {
        await record(events.slice(0, end), workspaceId);
        if (rollsUp) await rollups.rollUpUnchecked();
      }
      await record(events, workspaceId);

      const expected = [...new Set(bought.map(({ day }) => day))].sort().map((day) => {
        const some = bought.filter((purchase) => purchase.day === day);
        return `2026-01-${10 + day}: ${some.length} - ${some.filter(({ returned }) => returned).length}`;
      });
      expect(await daysOf(workspaceId)).toEqual(expected);
    }),
    { numRuns: 15 },
  );
});
