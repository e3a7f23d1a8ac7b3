import { readdirSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { Role } from '../../../../../server/platform/index.js';
import { startServer, useServer } from '../../../../support/product/serve.js';
import { BYTE_MS, head, trickle, WAIT_MS } from '../../../../support/requests/trickle.js';

const patience = { headersMs: 1_000, bodyMs: 400, rateMs: 400, bytesPerSecond: 1024 };
const LONG_ANSWER_MS = 1_500;
const LARGE = 64 * 2 ** 20;
const PIECE = 64 * 2 ** 10;

const server = useServer({ patience });
let url: URL;
let cookie: string;

beforeAll(async () => {
  url = new URL(server.url);
  cookie = await server.signIn(Role.ANALYST);
});

const json = { 'content-type': 'application/json', 'content-length': 50_000 };
const multipart = { 'content-type': 'multipart/form-data; boundary=b', 'content-length': 50_000 };
const PART = '--b\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\nstore,item\n';

const sendsTimeout = { isClosed: true, answer: expect.stringMatching(/^HTTP\/1\.1 408 /) };

describe('a request that trickles in', () => {
  it.each([
    ['its headers', 'POST /graphql HTTP/1.1\r\nx-long: '],
    ['a body', head('/graphql', json)],
    [
      'a body in chunks',
      head('/v1/batch', { 'content-type': 'application/json', 'transfer-encoding': 'chunked' }),
    ],
    ['a body that nobody reads', head('/nowhere', { ...json, 'content-type': 'text/plain' })],
  ])('is ended: %s', async (_, beginning) => {
    const byte = beginning.includes('chunked') ? '1\r\nx\r\n' : 'x';

    expect(await trickle(url, beginning, byte)).toMatchObject({ isClosed: true });
  });

  it('is told so, in the words of every failure', async () => {
    const heard = await trickle(url, head('/graphql', json));

    expect(heard).toMatchObject(sendsTimeout);
    expect(JSON.parse(heard.answer.split('\r\n\r\n')[1] ?? '{}')).toMatchObject({
      errors: [{ message: expect.stringMatching(/arrived too slowly/) }],
    });
  });

  it.each(['/api/uploads', '/api/images'])('as a file leaves nothing: %s', async (path) => {
    const incoming = join(server.toile.dataDirectory, 'incoming');
    const heard = await trickle(url, head(path, { ...multipart, cookie }) + PART);

    expect(heard).toMatchObject(sendsTimeout);
    await expectSoon(() => filesIn(incoming), []);
  });
});

describe('a form whose parser waits for ever', () => {
  const hopeful = useServer({ patience: { ...patience, headersMs: 1_000, bodyMs: 300, rateMs: 20_000 } });

  it('is answered when its time is over', async () => {
    const response = await fetch(`${hopeful.url}/api/uploads`, {
      method: 'POST',
      headers: { cookie: await hopeful.signIn(Role.ANALYST), 'content-type': multipart['content-type'] },
      body: `--b\r\n${'a: b\r\n'.repeat(40_000)}\r\n${'x'.repeat(300_000)}\r\n--b--\r\n`,
    });

    expect(response.status).toBe(400);
    expect(await response.text()).toContain('no file within its first 0.3 seconds: send the file first');
  });
});

const filesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

async function expectSoon(read: () => unknown, expected: unknown): Promise<void> {
  for (const start = Date.now(); Date.now() - start < WAIT_MS && !isSame(read(), expected); ) await sleep(20);
  expect(read()).toEqual(expected);
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

it('takes a file on a slow line that keeps to the rate', async () => {
  const end = '\r\n--b--\r\n';
  const pieces = 40;
  const byteSize = PART.length + pieces * 500 + end.length;
  const socket = connect(Number(url.port), url.hostname);
  let answer = '';
  socket.on('data', (data) => {
    answer += data;
  });
  socket.write(head('/api/uploads', { ...multipart, cookie, 'content-length': byteSize }) + PART);
  for (let piece = 0; piece < pieces; piece += 1) {
    await sleep(BYTE_MS);
    socket.write('x'.repeat(500));
  }
  socket.write(end);
  await expectSoon(() => /^HTTP\/1\.1 201 /.test(answer), true);
  socket.destroy();
});

async function routes(app: FastifyInstance): Promise<void> {
  app.get('/api/large', (_request, reply) => {
    const piece = Buffer.alloc(PIECE);
    return reply.send(Readable.from(Array.from({ length: LARGE / PIECE }, () => piece)));
  });
  app.post('/api/long', async () => {
    await sleep(LONG_ANSWER_MS);
    return { done: true };
  });
  app.get('/api/events', async (_request, reply) => {
    reply.hijack();
    reply.raw.write('first ');
    await sleep(LONG_ANSWER_MS);
    reply.raw.end('last');
  });
}

describe('an answer', () => {
  const held = {} as { url: URL; connections: () => Promise<number>; drain: () => Promise<void> };
  beforeAll(async () => {
    const started = await startServer(server.toile.toile, server.toile.dataSource, {
      routes: [routes],
      patience: { ...patience, bytesPerSecond: 2 ** 20 },
    });
    held.url = new URL(started.url);
    held.drain = () => started.server.drain();
    held.connections = () =>
      new Promise((resolve) => started.server.app.server.getConnections((_, count) => resolve(count)));
  });

  const get = (path: string): Socket => {
    const socket = connect(Number(held.url.port), held.url.hostname).on('error', () => {});
    socket.write(`GET ${path} HTTP/1.1\r\nhost: localhost\r\n\r\n`);
    return socket;
  };

  it('that its client does not read is ended', async () => {
    const socket = get('/api/large').pause();
    for (const start = Date.now(); (await held.connections()) === 0 && Date.now() - start < WAIT_MS; )
      await sleep(5);

    for (const start = Date.now(); (await held.connections()) > 0 && Date.now() - start < WAIT_MS; )
      await sleep(20);

    expect(await held.connections()).toBe(0);
    socket.destroy();
  });

  it('may take long, and a stream may be quiet', async () => {
    const long = fetch(new URL('/api/long', held.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    const stream = fetch(new URL('/api/events', held.url));

    expect(await (await long).json()).toEqual({ done: true });
    expect(await (await stream).text()).toBe('first last');
    await held.drain();
  });
});
