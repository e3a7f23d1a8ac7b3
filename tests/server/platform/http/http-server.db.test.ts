import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, jest } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { notFound, OPERATOR, Scope } from '../../../../server/platform/index.js';
import { answerOf, postGraphql, startServer, useServer } from '../../../support/product/serve.js';

const dashboardDirectory = mkdtempSync(join(tmpdir(), 'toile-dashboard-'));
for (const folder of ['assets', 'graphql']) mkdirSync(join(dashboardDirectory, folder));
writeFileSync(join(dashboardDirectory, 'index.html'), '<title>Toile</title>');
writeFileSync(join(dashboardDirectory, 'graphql', 'explorer.html'), '<title>API explorer</title>');
writeFileSync(join(dashboardDirectory, 'build.js'), 'not for browsers');
writeFileSync(join(dashboardDirectory, 'assets', 'main-B4x.js'), 'export {}');

/** What a domain may bring: routes that answer, fail, or take long. */
async function routes(app: FastifyInstance): Promise<void> {
  app.post('/v1/echo', async ({ viewer }) => ({ viewer: viewer.kind }));
  app.get('/api/missing', async () => {
    throw notFound('Image', 'x');
  });
  app.get('/api/defect', async () => {
    throw new Error('hunter2');
  });
}

const server = useServer({ routes: [routes], dashboardDirectory });
const get = (path: string, headers: Record<string, string> = {}) => fetch(server.url + path, { headers });
const postEvents = (body: string, headers: Record<string, string> = {}) =>
  fetch(`${server.url}/v1/echo`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });

describe('health', () => {
  it('lives and is ready', async () => {
    const live = await get('/health/live');
    expect([live.status, live.headers.get('cache-control')]).toEqual([200, 'no-store']);

    const ready = await get('/health/ready');
    expect(ready.headers.get('content-type')).toContain('application/health+json');
    expect(await ready.json()).toMatchObject({
      status: 'pass',
      version: expect.any(String),
      checks: {
        'postgres:responseTime': [{ componentType: 'datastore', status: 'pass', observedUnit: 'ms' }],
      },
    });
  });

  it('asks the database once for all who ask at the same time', async () => {
    const { dataSource } = server.toile;
    const held = Array.from({ length: 10 }, () => dataSource.query('SELECT pg_sleep(1)'));
    const queries = jest.spyOn(dataSource, 'query');

    const answers = await Promise.all(Array.from({ length: 50 }, () => get('/health/ready')));

    await Promise.all(held);
    expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(200));
    expect(queries.mock.calls.length).toBeLessThan(25);
    queries.mockRestore();
  });
});

describe('metrics', () => {
  it('measure routes by template and operations by field, never by what a client typed', async () => {
    await get('/api/missing?secret=hunter2');
    await get('/nothing/hunter2');
    await postGraphql(server.url, 'query hunter2 { mine: viewer { id } }');

    const response = await get('/metrics');
    const text = await response.text();

    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(text).toContain(
      'http_request_duration_seconds_count{method="GET",route="/api/missing",status="404"} 1',
    );
    expect(text).toContain(
      'graphql_operation_duration_seconds_count{operation="query viewer",outcome="ok"} 1',
    );
    expect(text).not.toContain('hunter2');
  });
});

describe('the dashboard', () => {
  it('is served for every address a person opens', async () => {
    for (const path of ['/', '/stores/42?from=2026-01-01', '/sign-in']) {
      const response = await get(path, { accept: 'text/html,*/*' });
      expect([response.status, await response.text()]).toEqual([200, '<title>Toile</title>']);
      expect(response.headers.get('cache-control')).toBe('no-cache');
    }
  });

  it('keeps hashed files for ever and shows no build script', async () => {
    const asset = await get('/assets/main-B4x.js');

    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect((await get('/build.js')).status).toBe(404);
    expect((await get('/assets/gone.js')).status).toBe(404);
  });

  it('comes with a policy under which nothing foreign runs', async () => {
    const { headers } = await get('/', { accept: 'text/html' });

    expect(headers.get('content-security-policy')).toContain(
      "default-src 'self';style-src 'self' 'unsafe-inline'",
    );
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('strict-transport-security')).toBeNull();
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });
});

describe('the address of the API', () => {
  const BROWSER_ACCEPTS = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

  it('shows people the explorer and answers programs', async () => {
    const page = await get('/graphql', { accept: BROWSER_ACCEPTS });
    expect([page.status, await page.text()]).toEqual([200, '<title>API explorer</title>']);
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self';");

    const query = `/graphql?query=${encodeURIComponent('{ viewer { id } }')}`;
    const answer = await get(query, { accept: 'application/json', 'apollo-require-preflight': 'yes' });
    expect(await answer.json()).toEqual({ data: { viewer: null } });
  });

  it('answers a browser too where the dashboard is not built, with nothing from elsewhere', async () => {
    const { server: bare, url } = await startServer(server.toile.toile, server.toile.dataSource, {});

    const response = await fetch(`${url}/graphql`, { headers: { accept: BROWSER_ACCEPTS } });

    expect(response.headers.get('content-type')).toContain('json');
    await bare.drain();
  });
});

describe('failures', () => {
  it.each([
    ['/api/missing', 404, 'NOT_FOUND', 'Image x does not exist'],
    ['/api/defect', 500, 'INTERNAL_SERVER_ERROR', 'Internal server error'],
    ['/api/nothing', 404, 'NOT_FOUND', 'There is nothing at GET /api/nothing'],
  ])('of %s say what the caller may know', async (path, status, code, message) => {
    const response = await get(path, { accept: 'text/html' });

    expect([response.status, await response.json()]).toEqual([
      status,
      { errors: [{ message, extensions: { code } }] },
    ]);
  });

  it('carry the id of the request, the given one if it is plain', async () => {
    expect((await get('/api/missing', { 'x-request-id': 'abc-1' })).headers.get('x-request-id')).toBe(
      'abc-1',
    );
    expect((await get('/api/missing', { 'x-request-id': 'a b' })).headers.get('x-request-id')).toMatch(
      /^[\da-f-]{36}$/,
    );
  });
});

describe('the tracking routes', () => {
  it('know a key in the body, which no other route does', async () => {
    const writeKey = await server.addKey(Scope.EVENTS_WRITE);

    expect(await (await postEvents(JSON.stringify({ writeKey }))).json()).toEqual({ viewer: 'key' });
    expect(await (await postEvents('{}')).json()).toEqual({ viewer: 'anonymous' });
    expect((await postEvents('{"writeKey":"toile_wrong"}')).status).toBe(401);
    const graphql = await fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ writeKey, query: '{ users { id } }' }),
    });
    expect((await answerOf(graphql)).errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });

  it('refuse more than 500 KB as Segment does', async () => {
    const response = await postEvents(JSON.stringify({ padding: 'x'.repeat(501 * 1024) }));

    expect(response.status).toBe(400);
  });

  it('may be called from pages of any origin, without cookies; nothing else may', async () => {
    const preflight = (path: string) =>
      fetch(server.url + path, {
        method: 'OPTIONS',
        headers: {
          origin: 'https://shop.example',
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization',
        },
      });

    const refused = await postEvents('{}', {
      origin: 'https://shop.example',
      authorization: 'Bearer toile_x',
    });
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([401, '*']);
    const tracking = await preflight('/v1/echo');
    expect(tracking.headers.get('access-control-allow-origin')).toBe('*');
    expect(tracking.headers.get('access-control-allow-headers')).toContain('authorization');
    expect(tracking.headers.get('access-control-allow-credentials')).toBeNull();
    expect((await preflight('/graphql')).headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('API keys', () => {
  it('stop working the moment they are revoked, and say when they were last used', async () => {
    const { keys } = server.toile.toile.people;
    const { apiKey, secret } = await keys.add(OPERATOR, { name: 'shop', scopes: [Scope.EVENTS_WRITE] });
    const headers = { authorization: `Bearer ${secret}` };
    expect((await postEvents('{}', headers)).status).toBe(200);

    await keys.revoke(OPERATOR, apiKey.id);

    expect((await postEvents('{}', headers)).status).toBe(401);
    expect((await keys.list(OPERATOR)).find(({ id }) => id === apiKey.id)).toMatchObject({
      lastUsedAt: expect.any(Date),
      revokedAt: expect.any(Date),
    });
  });
});
