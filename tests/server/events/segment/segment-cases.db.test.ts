import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ImportKind } from '../../../../server/imports/index.js';
import { textSource } from '../../../../server/imports/tables/table-source.js';
import { OPERATOR, Scope } from '../../../../server/platform/index.js';
import { hoursAheadIn } from '../../../support/processes/in-time-zone.js';
import { dataFolder, ServerProcess } from '../../../support/processes/server-process.js';
import { useToile } from '../../../support/product/execute.js';

/** Longer than a start may take. */
jest.setTimeout(180_000);

/** Where the server of these tests stands: no time may depend on it. */
const ZONE = 'Asia/Shanghai';

const product = useToile();
const folder = dataFolder();
let server: ServerProcess;
let authorization: string;

const fixture = (name: string) => readFileSync(join(process.cwd(), 'tests', 'fixtures', 'cases', name));

beforeAll(async () => {
  const { id: workspaceId } = await product.toile.catalog.workspaces.resolve(OPERATOR, null);
  await product.toile.imports.files.importFile(OPERATOR, {
    kind: ImportKind.ITEMS,
    workspaceId,
    source: textSource('items.csv', String(fixture('segment-items.csv'))),
    maps: [],
    dryRun: false,
  });
  const key = { name: 'shop', scopes: [Scope.EVENTS_WRITE], workspaceId };
  authorization = `Bearer ${(await product.toile.people.keys.add(OPERATOR, key)).secret}`;
  server = await ServerProcess.start({
    TOILE_DATA_DIR: folder.path,
    DATABASE_URL: product.url,
    DATABASE_OWNER_URL: product.ownerUrl,
    TOILE_JOBS: '0',
    TZ: ZONE,
  });
});
afterAll(async () => {
  await server.stop();
  folder.remove();
});

async function post(path: string, body: string | Uint8Array<ArrayBuffer>, headers: object = {}) {
  const response = await fetch(`${server.url}/v1/${path}`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json', ...headers },
    body,
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const send = (name: string) => post('batch', String(fixture(name)));

/** What was recorded of an item, as `kind quantity amount order`. */
async function recorded(item: string): Promise<string[]> {
  const rows: Record<'kind' | 'quantity' | 'amount' | 'order', unknown>[] = await product.dataSource.query(
    `SELECT kind, quantity, amount_minor AS amount, order_id AS order FROM events JOIN items ON items.id = item_id
     WHERE key = $1 ORDER BY order_id, event_id`,
    [item],
  );
  return rows.map(({ kind, quantity, amount, order }) => [kind, quantity, amount, order].join(' ').trim());
}

describe('order lines', () => {
  it('reject the order of an item with an unreadable price, and name the line', async () => {
    const answer = await send('segment-price-comma.json');

    expect(answer).toMatchObject({ status: 200, body: { success: true, accepted: 0, rejected: 2 } });
    expect(answer.body.rejects).toEqual([
      {
        index: 0,
        messageId: 'm05-1',
        reason: 'products[1].price "1,299.00" is not a decimal number from 0: send it like 1299.00',
      },
      { index: 1, messageId: 'm05-2', reason: expect.stringContaining('products[0].price "1,299.00"') },
    ]);
    expect([...(await recorded('S05-ai')), ...(await recorded('S05-hu'))]).toEqual([]);
  });

  it('count a null or blank quantity as one', async () => {
    expect(await send('segment-quantity-null.json')).toMatchObject({ body: { accepted: 3, rejected: 0 } });

    expect(await recorded('S06-ai')).toEqual(['ORDER 2 5000 o06-1']); // 40 x 1 + 10 x 1
    expect(await recorded('S06-hu')).toEqual(['ORDER 1 4000 o06-2', 'ORDER 1 4000 o06-3']);
  });

  it('make the amount unknown where the price of one line is blank', async () => {
    expect(await send('segment-price-empty.json')).toMatchObject({ body: { accepted: 2, rejected: 0 } });

    expect(await recorded('S07-ai')).toEqual(['ORDER 4  o07-1']);
    expect(await recorded('S07-hu')).toEqual(['ORDER 4  o07-2']);
  });
});

describe('ids', () => {
  it('fall through to the next that is not blank, and event names are trimmed', async () => {
    const answer = await send('segment-empty-ids.json');

    expect(answer).toMatchObject({ body: { accepted: 5, rejected: 1, ignored: 0 } });
    expect(answer.body.rejects).toEqual([
      { index: 4, messageId: 'm08-5', reason: expect.stringContaining('properties.products is not a list') },
    ]);
    expect(await recorded('S08-ai')).toEqual(['CLICK', 'CLICK']);
    expect(await recorded('S08-hu')).toEqual(['ORDER 1  x8', 'CLICK', 'CLICK']);
  });
});

describe('large and odd bodies', () => {
  it('count a click on the item whose key has every digit', async () => {
    expect(await send('segment-large-product-id.json')).toMatchObject({ body: { accepted: 1, rejected: 0 } });

    expect(await recorded('7391800003790954036')).toEqual(['CLICK']);
    expect(await recorded('7391800003790954000')).toEqual([]);
  });

  it.each([
    ['1e21', 'item 1e+21 is not a whole number'],
    ['1.50', 'item 1.5 is not a whole number'],
    ['7391800003790954036.5', 'item 7391800003790954036.5 is unknown'],
    ['7391800003790954035', 'item 7391800003790954035 is unknown'],
    ['true', 'item is not a text'],
  ])('reject the product id %s', async (id, reason) => {
    const message = `{"messageId":"id-${id}","anonymousId":"v","event":"Product Clicked","properties":{"product_id":${id}}}`;

    expect((await post('track', message)).body.rejects).toEqual([
      { index: 0, messageId: `id-${id}`, reason: expect.stringContaining(reason) },
    ]);
  });

  it('keep every digit of the ids of messages, visitors, orders and lines', async () => {
    const order = (number: string) => `{
      "type": "track", "event": "Order Completed", "messageId": ${number}, "anonymousId": ${number},
      "properties": { "order_id": ${number}, "products": [
        { "product_id": 7391800003790954000, "price": 10000000000000.01 },
        { "product_id": "7391800003790954000", "price": 10000000000000.015 } ] } }`;
    const [one, other] = ['12345678901234567890', '12345678901234567891'];

    const answer = await post('batch', `{"batch":[${order(one)},${order(other)}]}`);

    expect(answer.body).toMatchObject({ accepted: 0, rejected: 2 }); // more than one event may state
    expect(answer.body.rejects).toMatchObject(
      [one, other].map((messageId) => ({
        messageId,
        reason: expect.stringContaining('amount 20000000000000.025 is more'),
      })),
    );
    const small = [one, other].map((number) => order(number).replaceAll('10000000000000', '1000000000'));
    expect(await post('batch', `{"batch":[${small}]}`)).toMatchObject({ body: { accepted: 2 } });
    expect(await recorded('7391800003790954000')).toEqual([
      `ORDER 2 200000000003 ${one}`, // 2000000000.025, half away from zero
      `ORDER 2 200000000003 ${other}`,
    ]);
  });

  it.each([
    ['"id": 7391800003790954036', 'is a number with more digits than a number keeps: send it as a text'],
    ['"item": 7391800003790954036', 'is a number with more digits than a number keeps: send it as a text'],
    ['"visitor": 7391800003790954036', 'is a number with more digits than a number keeps: send it as a text'],
    ['"orderId": 1e21', 'is a number with more digits than a number keeps: send it as a text'],
    ['"amountMinor": 9007199254740993', 'SafeInt cannot represent unsafe integer value'],
  ])('are refused by GraphQL with %s', async (field, message) => {
    const event =
      '"id": "g", "kind": "ORDER", "item": "S11-hu", "visitor": "v", "occurredAt": "2026-11-20T10:00Z"';
    const name = field.split(':', 1)[0]!;
    const fields = event.replace(new RegExp(`${name}: "[^"]*",`, 'u'), '');
    const query = 'mutation ($e: [EventInput!]!) { recordEvents(input: { events: $e }) { accepted } }';
    const response = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: `{"query":${JSON.stringify(query)},"variables":{"e":[{${fields}, ${field}}]}}`,
    });

    expect(await response.json()).toMatchObject({
      errors: [{ message: expect.stringContaining(message), extensions: { code: 'INVALID_INPUT' } }],
    });
  });

  it('keep the batch of a message with a member __proto__', async () => {
    expect(await send('segment-proto-key.json')).toMatchObject({ body: { accepted: 2, rejected: 0 } });

    expect(await recorded('S11-hu')).toEqual(['CLICK', 'CLICK']);
  });
});

it.each([
  [{ timestamp: 'yesterday' }, 'timestamp yesterday is not a time in ISO 8601'],
  [{ originalTimestamp: 5 }, 'originalTimestamp 5 is not a time in ISO 8601'],
  [{ timestamp: '2126-01-01T00:00:00Z' }, 'timestamp 2126-01-01T00:00:00.000Z lies in the future'],
  [{ timestamp: '1999-12-31T00:00:00Z' }, 'timestamp 1999-12-31T00:00:00.000Z lies before 2000'],
])('a wrong time is named as its sender names it: %j', async (times, reason) => {
  const message = { messageId: 't', anonymousId: 'v', event: 'Product Clicked', ...times };
  const properties = { product_id: 'S11-hu' };

  expect((await post('track', JSON.stringify({ ...message, properties }))).body.rejects).toEqual([
    { index: 0, messageId: 't', reason: expect.stringContaining(reason) },
  ]);
});

describe('packed bodies', () => {
  const packed = (body: Uint8Array<ArrayBuffer>, headers: object = {}) =>
    post('batch', body, { 'content-encoding': 'gzip', ...headers });

  it('are unpacked', async () => {
    expect(await packed(new Uint8Array(fixture('segment-gzip.json.gz')))).toMatchObject({
      status: 200,
      body: { accepted: 1, rejected: 0 },
    });
    expect(await recorded('S10-ai')).toEqual(['CLICK']);
  });

  it('may have the key inside, which is all that clients of Android send', async () => {
    const message = {
      ...{ type: 'track', event: 'Product Clicked', messageId: 'inside', anonymousId: 'ada' },
      properties: { product_id: 'S10-ai', scenario: 'SEARCH' },
    };
    const answer = (writeKey: string) =>
      packed(new Uint8Array(gzipSync(JSON.stringify({ writeKey, batch: [message] }))), {
        authorization: '',
        'content-type': 'text/plain',
      });

    expect(await answer(authorization.replace('Bearer ', ''))).toMatchObject({
      status: 200,
      body: { accepted: 1 },
    });
    expect(await answer('nonsense')).toMatchObject({ status: 401 });
  });

  it.each([
    ['with a key', () => ({})],
    ['with none', () => ({ authorization: '' })],
  ])('%s are refused without unpacking all of them where they are too large unpacked', async (_, headers) => {
    const megabyte = gzipSync(Buffer.alloc(1_000_000, ' '));
    const bomb = new Uint8Array(Buffer.concat(Array<Buffer>(400).fill(megabyte))); // within 500 KiB

    expect(await packed(bomb, headers())).toMatchObject({
      status: 413,
      body: { errors: [{ message: expect.stringContaining('at most 500 KiB, also unpacked') }] },
    });
  });

  it.each(['deflate', 'br', 'zstd', 'gzip, gzip'])('are refused where they are %s', async (encoding) => {
    expect(
      await packed(new Uint8Array(fixture('segment-gzip.json.gz')), { 'content-encoding': encoding }),
    ).toMatchObject({
      status: 415,
      body: {
        errors: [{ message: expect.stringContaining(`The content-encoding ${encoding} cannot be read`) }],
      },
    });
  });

  it('are refused where they are not gzip, or end too early', async () => {
    const whole = fixture('segment-gzip.json.gz');
    const messageOf = async (body: Uint8Array<ArrayBuffer>) => {
      const answer = await packed(body);
      expect(answer.status).toBe(400);
      return (answer.body.errors as { message: string }[])[0]!.message;
    };

    expect(await messageOf(new Uint8Array(Buffer.from('{"batch":[]}')))).toContain('not gzip');
    expect(await messageOf(new Uint8Array(whole.subarray(0, 100)))).toContain('ends too early');
  });

  it('are not looked at where the key is wrong, or may not write events', async () => {
    const nonsense = new Uint8Array(Buffer.from('not gzip'));
    const { id: workspaceId } = await product.toile.catalog.workspaces.resolve(OPERATOR, null);
    const asked = { name: 'reports', scopes: [Scope.READ], workspaceId };
    const read = await product.toile.people.keys.add(OPERATOR, asked);

    expect(await packed(nonsense, { authorization: 'Bearer nonsense' })).toMatchObject({ status: 401 });
    expect(await packed(nonsense, { authorization: `Bearer ${read.secret}` })).toMatchObject({ status: 403 });
  });
});

describe('times', () => {
  const click = (messageId: string, timestamp: unknown, sentAt?: string) =>
    post(
      'track',
      JSON.stringify({
        messageId,
        anonymousId: 'ada',
        event: 'Product Clicked',
        timestamp,
        ...(sentAt && { sentAt }),
        properties: { product_id: 'S09-ai' },
      }),
    );
  const times = async (): Promise<string[]> => {
    const rows = await product.dataSource.query(
      `SELECT DISTINCT date_trunc('hour', occurred_at + interval '30 minutes') AS at FROM events JOIN items ON items.id = item_id
       WHERE key = 'S09-ai'`,
    );
    return rows.map(({ at }: { at: Date }) => at.toISOString());
  };

  it('are UTC where they have no zone, with and without a time of sending, on a server far from UTC', async () => {
    const now = new Date();
    const noon = `${new Date(now.getTime() - 86_400_000).toISOString().slice(0, 10)}T12:00:00`;

    expect(hoursAheadIn(ZONE)).toBe(8);
    expect(await click('t1', noon)).toMatchObject({ body: { accepted: 1 } });
    expect(await click('t2', noon, now.toISOString())).toMatchObject({ body: { accepted: 1 } });
    expect(await click('t3', noon, now.toISOString().slice(0, -1))).toMatchObject({ body: { accepted: 1 } });
    expect(await click('t4', noon, 'soon')).toMatchObject({ body: { accepted: 1 } });
    expect(await click('t5', `${noon.replace('T', ' ')} UTC`)).toMatchObject({ body: { accepted: 1 } });
    expect(await times()).toEqual([`${noon}.000Z`]);
  });

  it.each(['03/04/2026', '5', 5, 'Nov 3', '2026-02-30'])(
    'refuse %j, with and without a time of sending',
    async (time) => {
      for (const sentAt of [undefined, new Date().toISOString()]) {
        expect(await click('t9', time, sentAt)).toMatchObject({
          body: {
            accepted: 0,
            rejects: [
              { index: 0, messageId: 't9', reason: expect.stringContaining('not a time in ISO 8601') },
            ],
          },
        });
      }
    },
  );
});
