import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { v5 } from 'uuid';
import { Scenario } from '../../../server/catalog/index.js';
import { EventStore } from '../../../server/events/event-store.js';
import { type BulkEvent, EventKind, type IncomingEvent } from '../../../server/events/index.js';
import { OPERATOR, Scope, type Viewer } from '../../../server/platform/index.js';
import { useDatabase } from '../../support/database/database.js';
import { addShop, type Shop } from '../../support/product/shop.js';
import { keyOf } from '../../support/product/viewers.js';

const database = useDatabase();
let shop: Shop;
let store: EventStore;

beforeAll(() => {
  store = new EventStore(database.dataSource);
});

beforeEach(async () => {
  shop = await addShop(
    database.dataSource,
    [
      { key: 'mug', store: 'Nord' },
      { key: 'cup', store: 'Nord', priceMinor: null, currency: null },
      { key: 'twin', store: 'Nord' },
      { key: 'twin', store: 'Süd' },
    ],
    { listScenarios: { results: Scenario.SEARCH, deals: Scenario.RECOMMENDATION } },
  );
});

let named = 0;
const NOW = new Date('2026-03-10T12:00:00Z');
const DAY_MS = 86_400_000;

/** An impression of the mug unless it says otherwise. */
function event(fields: Partial<IncomingEvent> = {}): IncomingEvent {
  const whole = {
    kind: EventKind.IMPRESSION,
    id: `event-${named++}`,
    visitor: 'ada',
    item: 'mug',
    occurredAt: NOW,
    ...fields,
  };
  return { ...whole, payload: fields.payload ?? (() => ({ id: whole.id })) };
}

const record = (...events: IncomingEvent[]) =>
  store.record(OPERATOR, { workspaceId: shop.workspaceId, source: 'test', events });

const stored = (columns = '*') =>
  database.dataSource.query(
    `SELECT ${columns} FROM events WHERE workspace_id = $1 ORDER BY occurred_at, kind, event_id`,
    [shop.workspaceId],
  );

const rejects = () =>
  database.dataSource.query('SELECT reason, payload FROM event_rejects WHERE workspace_id = $1 ORDER BY id', [
    shop.workspaceId,
  ]);

it('takes a day without a time as its beginning in the time zone of the workspace', async () => {
  const shopInNewYork = await addShop(database.dataSource, [{ key: 'mug', store: 'Nord' }], {
    timeZone: 'America/New_York',
  });

  await store.record(OPERATOR, {
    workspaceId: shopInNewYork.workspaceId,
    source: 'test',
    events: ['2026-03-01', '2026-07-01', '2026-07-01T00:00:00Z'].map((occurredAt) => event({ occurredAt })),
  });

  const rows = await database.dataSource.query(
    'SELECT occurred_at FROM events WHERE workspace_id = $1 ORDER BY occurred_at',
    [shopInNewYork.workspaceId],
  );
  expect(rows.map(({ occurred_at }: { occurred_at: Date }) => occurred_at.toISOString())).toEqual([
    '2026-03-01T05:00:00.000Z',
    '2026-07-01T00:00:00.000Z',
    '2026-07-01T04:00:00.000Z',
  ]);
});

describe('exactly once', () => {
  it('counts an event once however often it is sent', async () => {
    const events = [event(), event({ kind: EventKind.CLICK })];

    expect(await record(...events)).toMatchObject({ accepted: 2, duplicates: 0, rejected: [] });
    expect(await record(...events, events[0]!)).toMatchObject({ accepted: 0, duplicates: 3, rejected: [] });
    expect(await stored()).toHaveLength(2);
  });

  it('leaves no trace of a replay', async () => {
    const events = [event(), event()];
    const batches = () =>
      database.dataSource.query('SELECT * FROM event_batches WHERE workspace_id = $1', [shop.workspaceId]);
    await record(...events);
    const before = await batches();

    await record(...events);

    expect(await batches()).toEqual(before);
    expect(before).toMatchObject([{ event_count: 2, source: 'test' }]);
  });

  it('takes the uuid of the client, else one made of workspace, message and product', async () => {
    const uuid = '9F1C6A60-0000-4000-8000-000000000001';

    await record(event({ id: uuid }), event({ id: 'm', productIndex: 3, occurredAt: new Date(+NOW + 1) }));

    expect(await stored('event_id, visitor_id')).toEqual([
      { event_id: uuid.toLowerCase(), visitor_id: v5('ada', shop.workspaceId) },
      { event_id: v5('m/3', shop.workspaceId), visitor_id: v5('ada', shop.workspaceId) },
    ]);
  });

  it('counts one order per order id and item, whatever the quantity and the message', async () => {
    const order = { kind: EventKind.ORDER, orderId: 'o1', quantity: 3, amount: 60 };

    expect((await record(event(order), event({ ...order, item: 'cup', currency: 'USD' }))).accepted).toBe(2);
    expect(await record(event(order))).toMatchObject({ accepted: 0, duplicates: 1 });
    expect((await record(event({ ...order, kind: EventKind.RETURN }))).accepted).toBe(1);
  });

  it('lets concurrent batches of the same events in once', async () => {
    const events = Array.from({ length: 200 }, (_, n) =>
      event({ kind: EventKind.ORDER, visitor: `v${n}`, orderId: `order-${n % 50}`, amountMinor: 100 }),
    );

    const answers = await Promise.all(
      [events, events.toReversed(), events.slice(50), events].map((some) => record(...some)),
    );

    expect(answers.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(50);
    expect(await stored()).toHaveLength(50);
  });
});

describe('amounts', () => {
  it('keeps them in minor units of the currency that was sent, else of the item', async () => {
    await record(
      event({ kind: EventKind.ORDER, orderId: 'a', amount: '19.99' }),
      event({ kind: EventKind.ORDER, orderId: 'b', amount: 1980, currency: 'jpy' }),
      event({ kind: EventKind.ORDER, orderId: 'c', amountMinor: 5 }),
      event({ kind: EventKind.ORDER, orderId: 'd' }),
    );

    const rows = await stored('order_id, amount_minor, currency');
    expect(
      rows.toSorted((a: { order_id: string }, b: { order_id: string }) => (a.order_id < b.order_id ? -1 : 1)),
    ).toEqual([
      { order_id: 'a', amount_minor: '1999', currency: 'EUR' },
      { order_id: 'b', amount_minor: '1980', currency: 'JPY' },
      { order_id: 'c', amount_minor: '5', currency: 'EUR' },
      { order_id: 'd', amount_minor: null, currency: null },
    ]);
  });
});

describe('rejects', () => {
  it.each<[string, Partial<IncomingEvent>, RegExp]>([
    ['an unknown item', { item: 'vase' }, /item vase is unknown/],
    ['an item of another store', { item: 'mug', store: 'Süd' }, /item mug is unknown in store Süd/],
    ['an ambiguous item', { item: 'twin' }, /exists in several stores: send the name of its store/],
    ['no item', { item: null }, /item is missing/],
    ['no visitor', { visitor: '' }, /visitor is missing/],
    ['no id', { id: undefined }, /id is missing/],
    ['an unknown kind', { kind: 'VIEW' }, /kind VIEW is unknown/],
    ['an unknown scenario', { scenario: 'HOME' }, /scenario HOME is unknown/],
    ['a future time', { occurredAt: new Date(Date.now() + 6 * 60_000) }, /lies in the future/],
    ['a time that is none', { occurredAt: 'yesterday' }, /occurredAt yesterday is not a time in ISO 8601/],
    ['a day that no month has', { occurredAt: '2026-02-30' }, /occurredAt 2026-02-30 is not a time/],
    ['a time before the shop', { occurredAt: new Date(0) }, /occurredAt 1970-.* lies before 2000/],
    ['a position that is no whole number', { position: 1.5 }, /position must be a whole number .*, not 1.5/],
    ['a negative amount', { kind: 'ORDER', amount: -1 }, /negative/],
    [
      'a negative minor amount',
      { kind: 'ORDER', amountMinor: -1 },
      /amountMinor must be a whole number .*, not -1/,
    ],
    ['a huge amount', { kind: 'ORDER', amount: '10000000000000.01' }, /more than one event may state/],
    [
      'a huge minor amount',
      { kind: 'ORDER', amountMinor: 1e15 + 1 },
      /from 0 to 1,000,000,000,000,000, not 1000000000000001/,
    ],
    ['a huge quantity', { kind: 'ORDER', quantity: 2 ** 31 }, /from 1 to 2,147,483,647, not 2147483648/],
    ['an amount that is none', { kind: 'ORDER', amount: '1,50' }, /not a decimal number/],
    ['an amount without currency', { kind: 'ORDER', item: 'cup', amount: 1 }, /no currency/],
    ['a wrong currency', { kind: 'ORDER', amount: 1, currency: 'EURO' }, /currency EURO is not a code/],
    ['a quantity of nothing', { kind: 'ORDER', quantity: 0 }, /quantity must be a whole number .*, not 0/],
    ['a zero character', { visitor: 'a\0' }, /zero character/],
    ['a structure for a text', { item: { id: 1 } }, /item is not a text/],
    ['an endless text', { visitor: 'x'.repeat(300) }, /longer than 255/],
  ])('keeps %s with its reason, and lets the rest in', async (_, fault, reason) => {
    const wrong = event({ ...fault, payload: () => ({ text: 'zero \0 and half \ud800 a pair' }) });

    const first = await record(event(), wrong);
    const again = await record(wrong, event());

    expect(first).toMatchObject({
      accepted: 1,
      duplicates: 0,
      rejected: [{ index: 1, reason: expect.stringMatching(reason) }],
    });
    expect(again).toMatchObject({ accepted: 1, rejected: [{ index: 0 }] });
    expect(await rejects()).toEqual([
      { reason: expect.stringMatching(reason), payload: { text: 'zero \0 and half \ud800 a pair' } },
    ]);
  });

  it('forgets the reject once the event is in', async () => {
    const early = event({ item: 'vase' });
    await record(early);
    await database.dataSource.query(
      `INSERT INTO items (store_id, key, title, origin) VALUES ($1, 'vase', 'Vase', 'AI_GENERATED')`,
      [shop.stores.Nord],
    );

    expect((await record(early)).accepted).toBe(1);
    expect(await rejects()).toEqual([]);
  });

  it('takes the uuid of an item, and a store by name or uuid', async () => {
    const { accepted } = await record(
      event({ item: shop.items.mug }),
      event({ item: 'twin', store: 'Nord' }),
      event({ item: 'twin', store: shop.stores.Süd }),
    );

    expect(accepted).toBe(3);
  });

  it('finds an item whose key is its own uuid once', async () => {
    await database.dataSource.query('UPDATE items SET key = id WHERE id = $1', [shop.items.mug]);

    expect((await record(event({ item: shop.items.mug }))).accepted).toBe(1);
  });

  it('does not find the items of another workspace', async () => {
    const other = await addShop(database.dataSource, [{ key: 'lamp', store: 'Else' }]);

    const { rejected } = await record(
      event({ item: 'lamp' }),
      event({ item: other.items.lamp }),
      event({ item: 'lamp', store: 'Else' }),
      event({ item: 'lamp', store: other.stores.Else }),
    );

    expect(rejected).toHaveLength(4);
  });
});

describe('scenario', () => {
  const at = (days: number) => new Date(+NOW - days * DAY_MS);
  const click = (fields: Partial<IncomingEvent> = {}) => event({ kind: EventKind.CLICK, ...fields });
  const scenarioOf = async (kind: EventKind) =>
    (await stored('kind, scenario')).find((row: { kind: string }) => row.kind === kind).scenario;

  it.each<[string, IncomingEvent[], IncomingEvent[], string]>([
    ['its own', [], [click({ scenario: 'search', listId: 'deals' })], 'SEARCH'],
    ['that of its list', [], [click({ listId: 'deals' })], 'RECOMMENDATION'],
    ['OTHER for a list without one', [], [click({ listId: 'footer' })], 'OTHER'],
    ['OTHER without anything', [], [click()], 'OTHER'],
    [
      'that of the impression before',
      [event({ scenario: 'SEARCH', occurredAt: at(6) })],
      [click()],
      'SEARCH',
    ],
    [
      'none of an impression 8 days before',
      [event({ scenario: 'SEARCH', occurredAt: at(8) })],
      [click()],
      'OTHER',
    ],
    ['none of a later impression', [event({ scenario: 'SEARCH' })], [click({ occurredAt: at(1) })], 'OTHER'],
    [
      'none of another item',
      [event({ scenario: 'SEARCH', item: 'cup', occurredAt: at(1) })],
      [click()],
      'OTHER',
    ],
    [
      'none of another visitor',
      [event({ scenario: 'SEARCH', visitor: 'bo', occurredAt: at(1) })],
      [click()],
      'OTHER',
    ],
    [
      'the last of several impressions',
      [event({ listId: 'deals', occurredAt: at(1) }), event({ scenario: 'SEARCH', occurredAt: at(2) })],
      [click()],
      'RECOMMENDATION',
    ],
    [
      'that of an earlier event of the same batch',
      [event({ scenario: 'RECOMMENDATION', occurredAt: at(2) })],
      [click(), event({ scenario: 'SEARCH', occurredAt: at(1) })],
      'SEARCH',
    ],
    ['that of an impression of the same moment', [], [click(), event({ scenario: 'SEARCH' })], 'SEARCH'],
  ])('of a click is %s', async (_, before, batch, expected) => {
    await record(...before);

    await record(...batch);

    expect(await scenarioOf(EventKind.CLICK)).toBe(expected);
  });

  it('of an order is that of the click before, which has it from its impression', async () => {
    const order = event({ kind: EventKind.ORDER, orderId: 'o' });

    await record(order, click({ occurredAt: at(5) }), event({ scenario: 'SEARCH', occurredAt: at(10) }));

    expect(await scenarioOf(EventKind.ORDER)).toBe('SEARCH');
    expect(await scenarioOf(EventKind.CLICK)).toBe('SEARCH');
  });

  it.each([true, false])('of a return is that of its order (in one batch: %p)', async (together) => {
    const order = event({ kind: EventKind.ORDER, orderId: 'o', scenario: 'SEARCH', occurredAt: at(30) });
    const back = event({ kind: EventKind.RETURN, orderId: 'o', visitor: 'server' });

    await (together ? record(back, order) : record(order).then(() => record(back)));

    expect(await scenarioOf(EventKind.RETURN)).toBe('SEARCH');
  });
});

describe('bulk', () => {
  const bulk = (count: number, itemId = shop.items.mug!): BulkEvent[] =>
    Array.from({ length: count }, (_, n) => ({
      id: `bulk-${n}`,
      visitor: `visitor-${n % 7}`,
      itemId,
      kind: n % 10 === 0 ? EventKind.ORDER : EventKind.IMPRESSION,
      scenario: Scenario.SEARCH,
      occurredAt: NOW,
      ...(n % 10 === 0 && { orderId: `o\\${n}\t`, amountMinor: 100, currency: 'EUR' }),
    }));
  const recordBulk = (events: BulkEvent[]) =>
    store.recordBulk(OPERATOR, { workspaceId: shop.workspaceId, source: 'demo', events });

  it('is recorded once, beside the same events through another door', async () => {
    const [first] = bulk(1);
    await record(event({ ...first!, item: shop.items.mug, payload: () => first }));

    expect(await recordBulk(bulk(2_500))).toBe(2_499);
    expect(await recordBulk(bulk(2_500))).toBe(0);
    expect(await stored('1')).toHaveLength(2_500);
  });

  it('is recorded whole or not at all', async () => {
    const other = await addShop(database.dataSource, [{ key: 'lamp', store: 'Else' }]);

    await expect(recordBulk([...bulk(10), ...bulk(1, other.items.lamp)])).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
    expect(await stored('1')).toEqual([]);
  });
});

describe('permission', () => {
  const recordAs = (viewer: Viewer) =>
    store.record(viewer, { workspaceId: shop.workspaceId, source: 'test', events: [event()] });

  it('needs the scope, for the workspace of the key', async () => {
    await expect(recordAs(keyOf(shop.workspaceId, Scope.READ))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(recordAs(keyOf(shop.stores.Nord!, Scope.EVENTS_WRITE))).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(await recordAs(keyOf(shop.workspaceId, Scope.EVENTS_WRITE))).toMatchObject({ accepted: 1 });
  });

  it('refuses a batch beyond 10,000 events', async () => {
    await expect(record(...Array.from({ length: 10_001 }, () => event()))).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });
});
