import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { EventStore } from '../../../../server/events/event-store.js';
import type { IncomingEvent } from '../../../../server/events/index.js';
import { OPERATOR } from '../../../../server/platform/index.js';
import { useDatabase } from '../../../support/database/database.js';
import { addShop, type Shop } from '../../../support/product/shop.js';

const database = useDatabase();
let shop: Shop;
let store: EventStore;

beforeAll(() => {
  store = new EventStore(database.dataSource);
});

beforeEach(async () => {
  shop = await addShop(database.dataSource, [
    { key: 'mug', store: 'Nord' },
    { key: 'cup', store: 'Nord' },
  ]);
});

/** One order line of the mug unless it says otherwise. */
const line = (fields: Partial<IncomingEvent> = {}): IncomingEvent => {
  const whole = {
    kind: 'ORDER',
    id: 'e1',
    visitor: 'ada',
    item: 'mug',
    occurredAt: '2026-03-10T12:00:00Z',
    orderId: 'o1',
    quantity: 1,
    amountMinor: 1999,
    currency: 'EUR',
    ...fields,
  };
  return { ...whole, payload: () => whole };
};

const record = (events: readonly IncomingEvent[], source = 'graphql') =>
  store.record(OPERATOR, { workspaceId: shop.workspaceId, source, events });

const reasons = ({ rejected }: { rejected: readonly { reason: string }[] }) =>
  rejected.map(({ reason }) => reason);

const kept = () =>
  database.dataSource.query('SELECT reason, source FROM event_rejects WHERE workspace_id = $1 ORDER BY id', [
    shop.workspaceId,
  ]);

const amounts = () =>
  database.dataSource.query(
    'SELECT amount_minor::int AS amount FROM events WHERE workspace_id = $1 ORDER BY amount_minor',
    [shop.workspaceId],
  );

const otherwise = (differences: string) =>
  `an earlier event with this id says something else (${differences}): give each event its own id`;

it('is the same order with a quantity of 1 and without one', async () => {
  await record([line({ quantity: 1 })]);

  expect(await record([line({ quantity: undefined })])).toMatchObject({ duplicates: 1, rejected: [] });
  expect(await record([line({ quantity: 2 })])).toMatchObject({ rejected: [{ index: 0 }] });
});

it('keeps a reject that shares its id with an event that is recorded', async () => {
  await record([line(), line({ item: 'vase' })]);

  expect(await kept()).toMatchObject([{ reason: expect.stringMatching(/item vase is unknown/) }]);
});

describe('an event under an id that was used before', () => {
  it.each([
    ['kind', { kind: 'RETURN' }, 'kind'],
    ['item', { item: 'cup' }, 'item'],
    ['order', { orderId: 'o2' }, 'order'],
    ['no order', { orderId: null }, 'order'],
    ['quantity', { quantity: 2 }, 'quantity'],
    ['amount', { amountMinor: 2999 }, 'amount'],
    ['currency', { currency: 'USD' }, 'currency'],
    ['no amount', { amountMinor: null }, 'amount, currency'],
    ['several', { kind: 'CLICK' }, 'kind, order, amount, currency'],
  ])('is a reject if it says something else: %s', async (_, change, differences) => {
    await record([line()]);

    const outcome = await record([line(change)]);

    expect(outcome).toMatchObject({
      accepted: 0,
      duplicates: 0,
      rejected: [{ index: 0, reason: otherwise(differences) }],
    });
    expect(await kept()).toEqual([{ reason: otherwise(differences), source: 'graphql' }]);
    expect(await amounts()).toEqual([{ amount: 1999 }]);
  });

  it('is known already if it says the same, whatever its time, place and scenario', async () => {
    await record([line()]);

    const outcome = await record([line({ occurredAt: '2026-03-10T12:00:01Z', scenario: 'SEARCH' })]);

    expect(outcome).toMatchObject({ accepted: 0, duplicates: 1, rejected: [] });
    expect(await kept()).toEqual([]);
  });

  it('says something else in a file if its time differs, unless a clock may have been corrected', async () => {
    const later = { occurredAt: '2026-03-10T12:00:01Z' };
    await record([line()], 'import');
    await record([line({ id: 'e2', orderId: 'o2' })], 'segment');

    const outcome = await record([line(later), line({ id: 'e2', orderId: 'o2', ...later })], 'import');

    expect(outcome).toMatchObject({ accepted: 0, duplicates: 1 });
    expect(outcome.rejected).toEqual([{ index: 0, reason: otherwise('time') }]);
  });

  it('is found within one batch, where the first counts', async () => {
    const outcome = await record([line(), line({ amountMinor: 2999 }), line(), line({ amountMinor: 1 })]);

    expect(outcome).toMatchObject({ accepted: 1, duplicates: 1 });
    expect(outcome.rejected).toEqual([
      { index: 1, reason: otherwise('amount') },
      { index: 3, reason: otherwise('amount') },
    ]);
    expect(await amounts()).toEqual([{ amount: 1999 }]);
  });

  it('is another event if another visitor uses the id', async () => {
    expect(await record([line(), line({ visitor: 'bob', orderId: 'o2' })])).toMatchObject({ accepted: 2 });
  });

  it('is kept once as a reject, and stays one when the first is sent again', async () => {
    await record([line()]);
    await record([line({ quantity: 2 })]);
    const before = await kept();

    await record([line({ quantity: 2 })]);
    await record([line()]);

    expect(before).toHaveLength(1);
    expect(await kept()).toEqual(before);
  });
});

describe('an order line under another id', () => {
  it('is the same delivery if it says the same', async () => {
    await record([line()]);

    expect(await record([line({ id: 'e2' })])).toMatchObject({ accepted: 0, duplicates: 1, rejected: [] });
  });

  it.each([
    [{ quantity: 2 }, 'quantity'],
    [{ amountMinor: 2999 }, 'amount'],
    [{ amountMinor: null }, 'amount, currency'],
  ])('is a reject if it says something else: %j', async (change, differences) => {
    await record([line()]);

    const outcome = await record([line({ id: 'e2', ...change })]);

    expect(reasons(outcome)).toEqual([
      `order o1 already has a line of item mug that says something else (${differences}): add its lines up, or give each order its own number`,
    ]);
    expect(outcome).toMatchObject({ accepted: 0, duplicates: 0 });
  });

  it('is found within one batch', async () => {
    const outcome = await record([line(), line({ id: 'e2', amountMinor: 2999 })]);

    expect(outcome).toMatchObject({ accepted: 1, duplicates: 0 });
    expect(reasons(outcome)).toEqual([expect.stringMatching(/^order o1 already has a line of item mug/)]);
  });
});

it('rejects all but one of different events that come at once under one id', async () => {
  const batches = Array.from({ length: 8 }, (_, n) => [line({ amountMinor: n, orderId: `o${n}` })]);

  const outcomes = await Promise.all(batches.map((batch) => record(batch)));

  expect(outcomes.filter(({ accepted }) => accepted === 1)).toHaveLength(1);
  expect(outcomes.flatMap(reasons)).toEqual(Array(7).fill(otherwise('order, amount')));
  expect(await kept()).toHaveLength(7);
});

it('rejects an event whose item was removed after it was found', async () => {
  await database.dataSource.query('INSERT INTO removed_items (item_id) VALUES ($1)', [shop.items.mug]);

  const outcome = await record([line(), line({ id: 'e2', item: 'cup' })]);

  expect(outcome).toMatchObject({ accepted: 1, duplicates: 0 });
  expect(reasons(outcome)).toEqual(['item mug was removed: add it to the catalogue, then send this again']);
});

it('says in a check what recording would say, also over several batches, and changes nothing', async () => {
  const batches = [
    [line(), line({ id: 'e2', orderId: 'o2', item: 'cup' }), line({ amountMinor: 1 })],
    [
      line(),
      line({ id: 'e2', orderId: 'o3' }),
      line({ id: 'e4', quantity: 5 }),
      line({ id: 'e5', orderId: 'o5' }),
    ],
  ];
  await record([line({ id: 'e5', orderId: 'o5', quantity: 9 })], 'import');

  const checked = await database.dataSource.transaction(async (manager) => {
    const outcomes = [];
    for (const events of batches)
      outcomes.push(
        await store.check(OPERATOR, { workspaceId: shop.workspaceId, source: 'import', events }, manager),
      );
    return outcomes;
  });
  const untouched = await amounts();
  const recorded = [];
  for (const batch of batches) recorded.push(await record(batch, 'import'));

  expect(checked).toMatchObject(recorded);
  expect(recorded.map(({ rejected }) => rejected.length)).toEqual([1, 3]);
  expect(untouched).toHaveLength(1);
});

it('needs no statement more where every event is new', async () => {
  const statements: string[] = [];
  const { logger } = database.dataSource;
  Object.assign(database.dataSource, {
    logger: Object.assign(Object.create(logger as object), {
      logQuery: (sql: string) => statements.push(sql),
    }),
  });

  await record([line(), line({ id: 'e2', orderId: 'o2' })]).finally(() =>
    Object.assign(database.dataSource, { logger }),
  );

  expect(statements.filter((sql) => sql.includes('event_repeats'))).toEqual([]);
});
