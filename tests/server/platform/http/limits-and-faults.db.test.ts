import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { createDataSource, OPERATOR, Role, Scope } from '../../../../server/platform/index.js';
import { createToile, entities } from '../../../../server/schema.js';
import { useDatabase } from '../../../support/database/database.js';
import { answerOf, postGraphql, startServer, useServer } from '../../../support/product/serve.js';

/** Longer than the notice, so that what is slow is under way when the server stops to listen. */
const SLOW_MS = 2_500;
const NOTICE_MS = 2_000;

async function routes(app: FastifyInstance): Promise<void> {
  app.post('/v1/echo', async () => ({}));
  app.get('/api/slow', () => new Promise((resolve) => setTimeout(resolve, SLOW_MS, { done: true })));
}

const limited = useServer({ rateLimits: { anonymous: 3, person: 1_000, key: 1_000 } });
const database = useDatabase();

it('limits requests by viewer, and says when to come back', async () => {
  const tries = [];
  for (let i = 0; i < 5; i += 1) tries.push(await postGraphql(limited.url, '{ __typename }'));

  expect(tries.map(({ status }) => status)).toEqual([200, 200, 200, 429, 429]);
  expect(Number(tries[4]?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await answerOf(tries[4]!)).errors).toMatchObject([{ extensions: { code: 'RATE_LIMITED' } }]);

  const cookie = 'toile_session=unknown';
  expect((await postGraphql(limited.url, '{ __typename }', { cookie })).status).toBe(429);

  const authorization = `Bearer ${await limited.addKey(Scope.READ)}`;
  expect((await postGraphql(limited.url, '{ __typename }', { authorization })).status).toBe(200);
  for (const path of ['/health/live', '/health/ready', '/metrics']) {
    expect((await fetch(limited.url + path)).status).toBe(200);
  }
});

it('lets people sign in whatever else their address asks for, and a request that does more wait', async () => {
  const { users } = limited.toile.toile.people;
  const { signInLink } = await users.add(OPERATOR, { email: 'late@example.com', role: Role.PM });
  const token = new URL(signInLink.url).searchParams.get('token')!;
  const signIn = `signInWithLink(input: { token: "${token}" }) { email }`;
  for (let i = 0; i < 4; i += 1) await postGraphql(limited.url, '{ __typename }');

  expect((await postGraphql(limited.url, `mutation { ${signIn} signOut }`)).status).toBe(429);
  expect((await postGraphql(limited.url, `mutation { ${signIn} }`)).status).toBe(200);
});

it('says "not ready" first, then finishes what is under way, then is gone', async () => {
  const { server, url } = await startServer(limited.toile.toile, database.dataSource, { routes: [routes] });
  const slow = fetch(`${url}/api/slow`);
  await fetch(`${url}/health/live`);

  const drained = server.drain(NOTICE_MS);

  expect((await fetch(`${url}/health/ready`)).status).toBe(503);
  expect((await fetch(`${url}/health/live`)).status).toBe(200);
  expect(await (await slow).json()).toEqual({ done: true });
  await drained;
  await expect(fetch(`${url}/health/live`)).rejects.toThrow();
});

/** A way to the database that can be cut: connections end at once then. */
async function breakableWay(target: URL): Promise<{ url: string; cut(): void; close(): void }> {
  const sockets = new Set<Socket>();
  let isCut = false;
  const way = createServer((client) => {
    if (isCut) return client.destroy();
    const server = connect(Number(target.port), target.hostname);
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    }
    client.pipe(server).pipe(client);
  });
  await new Promise<void>((resolve) => way.listen(0, '127.0.0.1', resolve));
  const url = new URL(target);
  url.port = String((way.address() as AddressInfo).port);
  const cut = () => {
    isCut = true;
    for (const socket of sockets) socket.destroy();
  };
  return { url: url.href, cut, close: () => way.close() };
}

it('answers 503 with Retry-After while the database is away, and stays alive', async () => {
  const way = await breakableWay(new URL(database.url));
  const dataSource = await createDataSource({ url: way.url, entities, migrations: [] }).initialize();
  const toile = await createToile({
    dataSource,
    publicUrl: 'http://localhost:4000',
    dataDirectory: '/nowhere',
  });
  const { server, url } = await startServer(toile, dataSource, { routes: [routes] });

  way.cut();

  const authorization = 'Bearer toile_any';
  const tracking = await fetch(`${url}/v1/echo`, { method: 'POST', headers: { authorization } });
  const graphql = await postGraphql(url, '{ setup { needsFirstSignIn } }');
  const signIn = await postGraphql(
    url,
    'mutation { signIn(input: { email: "a@b.c", password: "x" }) { id } }',
  );
  for (const response of [tracking, graphql, signIn]) {
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
    expect((await answerOf(response)).errors).toMatchObject([{ extensions: { code: 'UNAVAILABLE' } }]);
  }
  expect((await fetch(`${url}/health/ready`)).status).toBe(503);
  expect((await fetch(`${url}/health/live`)).status).toBe(200);
  await server.drain();
  await dataSource.destroy();
  way.close();
});
