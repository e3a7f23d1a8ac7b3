import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type HttpServer, Role, Scope } from '../../../../../server/platform/index.js';
import { startServer, useServer } from '../../../../support/product/serve.js';

const server = useServer();
const trusting = {} as { server: HttpServer; url: string };
beforeAll(async () => {
  const { toile, dataSource } = server.toile;
  Object.assign(trusting, await startServer(toile, dataSource, { trustProxy: true }));
});
afterAll(() => trusting.server.drain());

const status = async (headers: Record<string, string>, url = server.url) =>
  (await fetch(`${url}/metrics`, { headers })).status;

/** What a reverse proxy on the same machine adds for a client from elsewhere. */
const ELSEWHERE = { 'x-forwarded-for': '203.0.113.7' };

it.each<Record<string, string>>([
  ELSEWHERE,
  { 'x-forwarded-for': '127.0.0.1' },
  { 'x-forwarded-proto': 'https' },
  { forwarded: 'for=203.0.113.7' },
  { 'x-real-ip': '203.0.113.7' },
  { via: '1.1 proxy' },
])('is shut to who comes through a proxy that is not trusted: %j', async (headers) => {
  expect(await status(headers)).toBe(401);
});

it('is open to this machine', async () => {
  expect(await status({})).toBe(200);
  expect(await status({}, trusting.url)).toBe(200);
});

it.each([
  [200, '127.0.0.1'],
  [200, '::1'],
  [200, '::ffff:127.0.0.1, 127.8.9.10'],
  [401, '203.0.113.7'],
  [401, '127.0.0.1, 203.0.113.7'],
  [401, 'unknown'],
  [401, ''],
])('answers %i behind a trusted proxy for %s', async (expected, forwardedFor) => {
  expect(await status({ 'x-forwarded-for': forwardedFor }, trusting.url)).toBe(expected);
});

it('is open from elsewhere to keys that read and to administrators', async () => {
  const ask = async (headers: Record<string, string>) => status({ ...ELSEWHERE, ...headers });
  const asKey = async (scope: Scope) => ask({ authorization: `Bearer ${await server.addKey(scope)}` });

  expect(await asKey(Scope.READ)).toBe(200);
  expect(await asKey(Scope.EVENTS_WRITE)).toBe(403);
  expect(await ask({ authorization: 'Bearer toile_wrong' })).toBe(401);
  expect(await ask({ cookie: await server.signIn(Role.ADMIN) })).toBe(200);
  expect(await ask({ cookie: await server.signIn(Role.ANALYST) })).toBe(403);
});
