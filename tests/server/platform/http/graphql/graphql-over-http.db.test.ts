import { expect, it } from '@jest/globals';
import { auditServer } from 'graphql-http';
import { Role, Scope } from '../../../../../server/platform/index.js';
import { asOwner } from '../../../../support/database/database.js';
import { answerOf, postGraphql, useServer } from '../../../../support/product/serve.js';

const server = useServer();

const code = async (response: Response) => (await answerOf(response)).errors?.[0]?.extensions?.code;

it('passes the audit of GraphQL over HTTP without an error or a warning', async () => {
  const results = await auditServer({ url: `${server.url}/graphql`, fetchFn: fetch });

  expect(results.length).toBeGreaterThanOrEqual(61);
  expect(results.filter(({ status }) => status === 'error' || status === 'warn')).toEqual([]);
});

it('refuses what a form of a foreign page could send', async () => {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain' },
    body: '{"query":"mutation { signOut }"}',
  });

  expect(response.status).toBeGreaterThanOrEqual(400);
  expect(await response.text()).not.toContain('"signOut":true');
});

it('takes a session cookie from our own pages only when something may change', async () => {
  const cookie = await server.signIn(Role.PM);
  const viewer = async (site: string) => {
    const response = await postGraphql(server.url, '{ viewer { role } }', { cookie, 'sec-fetch-site': site });
    return (await answerOf(response)).data.viewer;
  };

  expect(await viewer('same-origin')).toEqual({ role: 'PM' });
  expect(await viewer('cross-site')).toBeNull();
  expect(await viewer('same-site')).toBeNull();
});

it('keeps the session in a cookie that scripts cannot read, and takes it back at sign-out', async () => {
  const cookie = await server.signIn(Role.PM);
  expect(cookie).toMatch(/^toile_session=[\w-]{43}$/);

  const out = await postGraphql(server.url, 'mutation { signOut }', { cookie });
  expect(out.headers.get('set-cookie')).toMatch(/^toile_session=; .*Expires=Thu, 01 Jan 1970/);

  const after = await postGraphql(server.url, '{ viewer { role } }', { cookie });
  expect((await answerOf(after)).data.viewer).toBeNull();
});

it('lets no cache keep an answer, be it good or bad', async () => {
  for (const query of ['{ setup { version } }', '{ nothing }', '{']) {
    const response = await fetch(`${server.url}/graphql?query=${encodeURIComponent(query)}`, {
      headers: { 'apollo-require-preflight': '1' },
    });
    expect(response.headers.get('cache-control')).toBe('no-store');
  }
});

it('does not take several operations at once', async () => {
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify([{ query: '{ __typename }' }, { query: '{ __typename }' }]),
  });

  expect(await response.json()).toMatchObject({ errors: [{ message: expect.stringContaining('batch') }] });
});

const deep = (levels: number): string =>
  levels === 0 ? '{ name }' : `{ fields { type ${deep(levels - 1)} } }`;

const NODE = 'id at actorKind actorId actorName action subjectType subjectId detailsJson';

it.each([
  ['tokens', `{ ${'__typename '.repeat(2_000)} }`, 'at most 2000 tokens'],
  ['introspections', `{ ${'__schema { types { name } } '.repeat(3)} }`, '3 of at most 2 times'],
  [
    'aliases',
    `{ ${Array.from({ length: 31 }, (_, i) => `a${i}: __typename`).join(' ')} }`,
    '31 of at most 30 aliases',
  ],
  [
    'fields',
    `{ ${Array.from({ length: 10 }, (_, i) => `a${i}: auditLog(first: 200) { edges { cursor node { ${NODE} } } }`).join(' ')} }`,
    'of at most 20000 fields',
  ],
])('refuses too many %s with a sentence that says so', async (_limit, query, message) => {
  const response = await postGraphql(server.url, query, { cookie: await server.signIn(Role.ADMIN) });

  expect((await answerOf(response)).errors).toMatchObject([
    { message: expect.stringContaining(message), extensions: { code: 'INVALID_INPUT' } },
  ]);
});

it('refuses introspection that goes round in circles', async () => {
  const response = await postGraphql(server.url, `{ __type(name: "Query") ${deep(6)} }`);

  expect((await answerOf(response)).errors?.[0]?.message).toMatch(/introspection depth/i);
});

it('answers a key by each of its forms, and nobody else', async () => {
  const key = await server.addKey(Scope.READ);
  const basic = Buffer.from(`${key}:`).toString('base64');
  const ask = (authorization: string) => postGraphql(server.url, '{ users { id } }', { authorization });

  for (const authorization of [`Bearer ${key}`, `bearer ${key}`, `Basic ${basic}`]) {
    expect(await code(await ask(authorization))).toBe('FORBIDDEN');
  }
  const unknown = await ask(`Bearer ${key}x`);
  expect([unknown.status, await code(unknown)]).toEqual([401, 'UNAUTHENTICATED']);
  expect(await code(await ask('Digest nonsense'))).toBe('UNAUTHENTICATED');
});

it('masks a defect: the client sees none of it', async () => {
  const admin = await server.signIn(Role.ADMIN);
  const rename = (from: string, to: string) =>
    asOwner(server.toile, (owner) => owner.query(`ALTER TABLE ${from} RENAME TO ${to}`));
  await rename('audit_log', 'audit_log_hunter2');
  const response = await postGraphql(server.url, '{ auditLog { totalCount } }', { cookie: admin });
  await rename('audit_log_hunter2', 'audit_log');

  expect(await response.json()).toEqual({
    data: null,
    errors: [
      {
        message: 'Internal server error',
        path: ['auditLog'],
        extensions: { code: 'INTERNAL_SERVER_ERROR' },
      },
    ],
  });
});
