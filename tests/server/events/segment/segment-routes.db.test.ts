import { beforeEach, describe, expect, it } from '@jest/globals';
import { Analytics } from '@segment/analytics-node';
import { Scenario } from '../../../../server/catalog/index.js';
import { OPERATOR, Scope } from '../../../../server/platform/index.js';
import { useServer } from '../../../support/product/serve.js';
import { addShop, type Shop } from '../../../support/product/shop.js';

const server = useServer();
let shop: Shop;
let key: string;

beforeEach(async () => {
  shop = await addShop(
    server.toile.dataSource,
    ['a', 'b', 'c'].map((item) => ({ key: item, store: 'Nord' })),
    { listScenarios: { results: Scenario.SEARCH } },
  );
  key = await addKey(Scope.EVENTS_WRITE);
});

const addKey = async (scope: Scope) => {
  const input = { name: 'shop', scopes: [scope], workspaceId: shop.workspaceId };
  return (await server.toile.toile.people.keys.add(OPERATOR, input)).secret;
};

const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
  const response = await fetch(`${server.url}/v1/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}`, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

const click = (fields: object = {}) => ({
  type: 'track',
  messageId: 'm1',
  anonymousId: 'ada',
  event: 'Product Clicked',
  properties: { product_id: 'a', list_id: 'results' },
  ...fields,
});

const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;

const withContext = (context: string) =>
  JSON.stringify(click({ messageId: 'deep', context: 0 })).replace('"context":0', `"context":${context}`);

const totals = () =>
  server.toile.dataSource.query(
    `SELECT kind, scenario, count(*)::int, sum(amount_minor)::int AS amount FROM events
     WHERE workspace_id = $1 GROUP BY 1, 2 ORDER BY 1, 2`,
    [shop.workspaceId],
  );

describe("Segment's own client", () => {
  /** 1,000 messages: lists of two items, clicks, orders and some that say nothing about items. */
  async function sendThousand(): Promise<number> {
    const analytics = new Analytics({
      writeKey: key,
      host: server.url,
      path: '/v1/batch',
      flushAt: 100,
      maxRetries: 0,
    });
    let failures = 0;
    analytics.on('error', () => failures++);
    const timestamp = new Date(Date.now() - 60_000);
    for (let n = 0; n < 250; n++) {
      const visitor = { anonymousId: `visitor-${n % 40}`, timestamp };
      const list = { list_id: 'results', products: [{ product_id: 'a' }, { product_id: 'b' }] };
      const sold = {
        order_id: `order-${n}`,
        scenario: 'SEARCH',
        currency: 'EUR',
        products: [{ product_id: 'b', price: 19.99, quantity: 2 }],
      };
      analytics.identify({ userId: `user-${n}`, messageId: `identify-${n}` });
      analytics.track({ ...visitor, messageId: `list-${n}`, event: 'Product List Viewed', properties: list });
      analytics.track({
        ...visitor,
        messageId: `click-${n}`,
        event: 'Product Clicked',
        properties: { product_id: 'b', list_id: 'results' },
      });
      analytics.track({ ...visitor, messageId: `order-${n}`, event: 'Order Completed', properties: sold });
    }
    await analytics.closeAndFlush({ timeout: 20_000 });
    return failures;
  }

  it('sends a thousand messages twice, and they are counted once', async () => {
    const expected = [
      { kind: 'IMPRESSION', scenario: 'SEARCH', count: 500, amount: null },
      { kind: 'CLICK', scenario: 'SEARCH', count: 250, amount: null },
      { kind: 'ORDER', scenario: 'SEARCH', count: 250, amount: 250 * 3998 },
    ];

    expect(await sendThousand()).toBe(0);
    const once = await totals();
    expect(await sendThousand()).toBe(0);

    expect(once).toEqual(expected);
    expect(await totals()).toEqual(once);
  });
});

describe('the tracking routes', () => {
  it('say what came of a batch', async () => {
    const batch = [
      click(),
      click(),
      click({ messageId: 'm2', properties: { product_id: 'unknown' } }),
      { type: 'page', anonymousId: 'ada' },
      'not a message',
    ];

    expect(await post('batch', { batch, sentAt: new Date() })).toEqual({
      status: 200,
      body: {
        success: true,
        accepted: 1,
        duplicates: 1,
        rejected: 2,
        ignored: 1,
        rejects: [
          { index: 2, messageId: 'm2', reason: expect.stringContaining('item unknown is unknown') },
          { index: 4, messageId: null, reason: 'The message is not a JSON object' },
        ],
      },
    });
    expect(await post('batch', { batch })).toMatchObject({ body: { accepted: 0, duplicates: 2 } });
  });

  it.each(['batch', 'track'])(
    'look at nothing that a key without events:write sends to /v1/%s',
    async (path) => {
      const authorization = `Bearer ${await addKey(Scope.READ)}`;
      const large = click({ properties: { padding: 'x'.repeat(40_000) } });

      for (const body of [{ batch: [large] }, { ...large, batch: 7 }, []]) {
        expect(await post(path, body, { authorization })).toMatchObject({
          status: 403,
          body: { errors: [{ extensions: { code: 'FORBIDDEN' } }] },
        });
      }
    },
  );

  it.each(['track', 't'])('take one message at /v1/%s', async (path) => {
    expect(await post(path, click())).toMatchObject({ status: 200, body: { success: true, accepted: 1 } });
  });

  it.each(['identify', 'page', 'screen', 'group', 'alias'])('take and ignore /v1/%s', async (path) => {
    expect(await post(path, click())).toMatchObject({ status: 200, body: { accepted: 0, ignored: 1 } });
  });

  it('take the key as Basic, and in the body as browsers send it, which is not kept', async () => {
    const basic = `Basic ${Buffer.from(`${key}:`).toString('base64')}`;
    const body = { ...click({ properties: {} }), writeKey: key };

    expect(await post('track', click(), { authorization: basic })).toMatchObject({ body: { accepted: 1 } });
    const response = await fetch(`${server.url}/v1/t`, { method: 'POST', body: JSON.stringify(body) });

    expect(await response.json()).toMatchObject({ rejected: 1 });
    const [{ payload }] = await server.toile.dataSource.query(
      'SELECT payload::text FROM event_rejects WHERE workspace_id = $1',
      [shop.workspaceId],
    );
    expect(payload).not.toContain(key);
  });

  it('return a whole order', async () => {
    const order = (event: string, products?: object[]) =>
      click({ messageId: event, event, properties: { order_id: 'o1', products } });

    expect(await post('track', order('Order Refunded'))).toMatchObject({ body: { rejected: 1 } });
    await post('track', order('Order Completed', [{ product_id: 'a' }, { product_id: 'b' }]));
    expect(await post('track', order('Order Refunded'))).toMatchObject({
      body: { accepted: 2, rejected: 0 },
    });
    expect(await post('track', order('Order Refunded'))).toMatchObject({
      body: { accepted: 0, duplicates: 2 },
    });

    const [{ count }] = await server.toile.dataSource.query(
      'SELECT count(*)::int FROM event_rejects WHERE workspace_id = $1',
      [shop.workspaceId],
    );
    expect(count).toBe(0);
  });

  it.each([
    ['with and without its store', { product_id: 'a', store: 'Nord' }, () => ({ product_id: 'a' })],
    ['by key and by uuid', { product_id: 'a' }, () => ({ product_id: shop.items.a })],
  ])('refuse lines of an order that name one item %s', async (_, first, second) => {
    const line = { price: 10, quantity: 1, currency: 'EUR' };
    const products = [
      { ...line, ...first },
      { ...line, ...second() },
      { ...line, product_id: 'b' },
    ];

    const { body } = await post(
      'track',
      click({ event: 'Order Completed', properties: { order_id: 'o1', products } }),
    );

    expect(body).toMatchObject({ accepted: 1, duplicates: 0, rejected: 2 });
    expect(body.rejects).toContainEqual(
      expect.objectContaining({
        reason:
          'item a is in another line of this order under a different name: use one name for it, or combine the lines',
      }),
    );
    expect(await totals()).toEqual([{ kind: 'ORDER', scenario: 'OTHER', count: 1, amount: 1000 }]);
  });

  it('count an order once that came twice in a batch', async () => {
    const products = [{ product_id: 'a', price: 10, quantity: 1, currency: 'EUR' }];
    const order = click({ event: 'Order Completed', properties: { order_id: 'o1', products } });

    expect(await post('batch', { batch: [order, order] })).toMatchObject({
      body: { accepted: 1, duplicates: 1, rejected: 0 },
    });
  });

  it('refuse a day that PostgreSQL does not know, alone', async () => {
    const batch = [click(), click({ messageId: 'm0', timestamp: '0000-01-01' })];

    expect(await post('batch', { batch })).toMatchObject({ status: 200, body: { accepted: 1, rejected: 1 } });
  });

  it('return no line of an order that came after the refund, however often the refund is sent', async () => {
    const order = (event: string, messageId: string, products?: object[]) =>
      click({ messageId, event, properties: { order_id: 'o2', products } });
    const refund = order('Order Refunded', 'refund');
    await post('track', order('Order Completed', 'first', [{ product_id: 'a' }]));
    expect(await post('track', refund)).toMatchObject({ body: { accepted: 1 } });
    await post('track', order('Order Completed', 'late', [{ product_id: 'b' }]));

    expect(await post('track', refund)).toMatchObject({ body: { accepted: 0, duplicates: 1, rejected: 0 } });
    const late = order('Order Completed', 'later', [{ product_id: 'c' }]);
    expect(await post('batch', { batch: [late, refund] })).toMatchObject({
      body: { accepted: 1, duplicates: 1 },
    });
    expect(await post('track', order('Order Refunded', 'another'))).toMatchObject({
      body: { accepted: 2, duplicates: 1 },
    });
  });

  it('tell messages without an id by their content', async () => {
    const message = click({ messageId: undefined, timestamp: '2026-03-10T12:00:00Z' });

    expect(await post('track', message)).toMatchObject({ body: { accepted: 1 } });
    expect(await post('track', { ...message, sentAt: '2026-03-10T12:00:01Z' })).toMatchObject({
      body: { duplicates: 1 },
    });
  });

  it.each([
    ['no JSON', '{'],
    ['no object', '[]'],
    ['no batch', {}],
    [
      'a batch beyond 500 KB',
      { batch: Array.from({ length: 20 }, () => click({ context: 'x'.repeat(30_000) })) },
    ],
  ])('answer 400 to %s', async (_, body) => {
    expect(await post('batch', body)).toMatchObject({ status: 400 });
  });

  it.each<[string, unknown, string]>([
    [
      'beyond 32 KB',
      click({ messageId: 'bad', context: 'x'.repeat(33_000) }),
      'The message is larger than 32 KB',
    ],
    ['without a type', click({ messageId: 'bad', type: undefined }), 'type is missing'],
    ['without the name of its event', click({ messageId: 'bad', event: ' ' }), 'event is missing'],
    ['without an id of its item', click({ messageId: 'bad', properties: {} }), 'item is missing'],
    [
      'whose item is half a character',
      click({ messageId: 'bad', properties: { product_id: 'a\ud83d' } }),
      'broken character',
    ],
  ])('reject a message %s alone, and say why', async (_, message, reason) => {
    expect(await post('batch', { batch: [message, click()] })).toMatchObject({
      status: 200,
      body: {
        accepted: 1,
        rejected: 1,
        rejects: [{ index: 0, messageId: 'bad', reason: expect.stringContaining(reason) }],
      },
    });
  });

  it('tell the first ten rejects', async () => {
    const batch = Array.from({ length: 12 }, (_, n) => click({ messageId: `m${n}`, properties: {} }));

    const { body } = await post('batch', { batch });

    expect(body).toMatchObject({ accepted: 0, rejected: 12 });
    expect((body.rejects as { messageId: string }[]).map(({ messageId }) => messageId)).toEqual(
      Array.from({ length: 10 }, (_, n) => `m${n}`),
    );
  });

  it.each<[string, string]>([
    ['a list of 200,000 levels', nested(200_000)],
    ['an object with a member of 5,000 levels', withContext(nested(5_000))],
    ['an object with a member of 60,000 levels', withContext(nested(60_000))],
    ['a text of 400 KB', JSON.stringify('x'.repeat(400_000))],
    ['a list of 400 KB', `[${'1,'.repeat(200_000)}1]`],
    ['a text of 400 KB that is cut within a character', JSON.stringify('😀'.repeat(100_000))],
    ['a number', '5'],
  ])('reject a message alone that is %s, and keep little of it', async (_, message) => {
    const answer = await post('batch', `{"batch":[${message},${JSON.stringify(click())}]}`);

    expect(answer).toMatchObject({
      status: 200,
      body: { accepted: 1, rejected: 1, rejects: [{ index: 0 }] },
    });
    const [kept] = await server.toile.dataSource.query(
      `SELECT octet_length(payload::text) AS size, payload #>> '{}' FROM event_rejects WHERE workspace_id = $1`,
      [shop.workspaceId],
    );
    expect(kept.size).toBeLessThan(5_000);
  });

  it('reject a message alone that names a member twice, and say which', async () => {
    const twice = `{"type":"track","messageId":"bad","anonymousId":"ada","event":"Order Completed","properties":
      {"order_id":"o1","currency":"EUR","products":[{"product_id":"a","price":10,"price":1000}]}}`;

    const batch = await post('batch', `{"batch":[${JSON.stringify(click())},${twice}]}`);
    const single = await post('track', twice);

    const rejectAt = (index: number, name: string) => ({
      ...{ index, messageId: 'bad' },
      reason: `The message names ${name} twice: send it once`,
    });
    const name = 'properties.products.0.price';
    expect(batch).toMatchObject({ status: 200, body: { accepted: 1, rejects: [rejectAt(1, name)] } });
    expect(single).toMatchObject({ status: 200, body: { accepted: 0, rejects: [rejectAt(0, name)] } });
    expect(await post('batch', '{"batch":[],"batch":[]}')).toMatchObject({
      status: 400,
      body: { errors: [{ message: 'The body names batch twice: send it once' }] },
    });
  });

  it('do not tell a key that only writes how an order was recorded', async () => {
    const line = { order_id: 'o1', currency: 'EUR', scenario: 'SEARCH' };
    const order = (messageId: string, price: number) =>
      click({
        messageId,
        event: 'Order Completed',
        properties: { ...line, products: [{ product_id: 'a', price }] },
      });
    await post('track', order('m1', 10));

    const { body } = await post('batch', { batch: [order('m1', 11), order('m2', 11)] });

    const reasons = [
      'an earlier event with this id says something else: give each event its own id',
      'order o1 already has a line of item a that says something else: add its lines up, or give each order its own number',
    ];
    expect((body.rejects as { reason: string }[]).map(({ reason }) => reason)).toEqual(reasons);
    const kept = await server.toile.dataSource.query(
      'SELECT reason FROM event_rejects WHERE workspace_id = $1 ORDER BY id',
      [shop.workspaceId],
    );
    expect(kept.map(({ reason }: { reason: string }) => reason).sort()).toEqual(reasons);
  });

  it('refuse who has no key, a wrong one, or one of another scope', async () => {
    const read = await addKey(Scope.READ);

    expect(await post('track', click(), { authorization: '' })).toMatchObject({ status: 401 });
    expect(await post('track', click(), { authorization: 'Bearer nonsense' })).toMatchObject({ status: 401 });
    expect(await post('track', click(), { authorization: `Bearer ${read}` })).toMatchObject({ status: 403 });
  });
});
