import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { OPERATOR, Role, Scope } from '../../../../../server/platform/index.js';
import { createToile } from '../../../../../server/schema.js';
import { answerOf, postGraphql, startServer, useServer } from '../../../../support/product/serve.js';
import { addPerson, type Outcome, outcomeOf, PASSWORD } from './outcome.js';

const WRONG = 'not their password';
const SIGN_IN = 'mutation ($input: SignInInput!) { signIn(input: $input) { email } }';
const USE_LINK = 'mutation ($input: SignInWithLinkInput!) { signInWithLink(input: $input) { email } }';

const server = useServer();

const post = async (query: string, input: object, cookie = '', url = server.url): Promise<Outcome> =>
  outcomeOf(await postGraphql(url, query, { cookie }, { input }));

const signIn = (email: string, password: string, cookie?: string) =>
  post(SIGN_IN, { email, password }, cookie);
const useLink = (token: string) => post(USE_LINK, { token });

async function times(count: number, work: () => Promise<unknown>): Promise<void> {
  for (let i = 0; i < count; i += 20)
    await Promise.all(Array.from({ length: Math.min(20, count - i) }, work));
}

describe('after a thousand wrong keys from an address', () => {
  beforeAll(async () => {
    const { authenticator } = server.toile.toile.people;
    await times(1_000, () => authenticator.viewerOfKey('wrong', '127.0.0.1').catch(() => null));
  });

  const status = async (key: string) => {
    const authorization = `Bearer ${key}`;
    return postGraphql(server.url, '{ __typename }', { authorization });
  };

  it('a right key passes', async () => {
    expect((await status(await server.addKey(Scope.READ))).status).toBe(200);
  });

  it('a wrong one is told when to come back, in a body too', async () => {
    for (const response of [
      await status('toile_wrong'),
      await fetch(`${server.url}/v1/track`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: 'https://shop.example' },
        body: JSON.stringify({ writeKey: 'toile_wrong' }),
      }),
    ]) {
      expect(response.status).toBe(429);
      const retryAfterSeconds = Number(response.headers.get('retry-after'));
      expect(retryAfterSeconds).toBeGreaterThan(0);
      expect((await answerOf(response)).errors).toMatchObject([
        { extensions: { code: 'RATE_LIMITED', retryAfterSeconds } },
      ]);
    }
  });
});

describe('after a hundred wrong sign-ins from an address', () => {
  beforeAll(() => times(100, () => useLink('guess')));

  it('a fresh link passes', async () => {
    const email = `${randomUUID()}@example.com`;
    const { signInLink } = await server.toile.toile.people.users.add(OPERATOR, { email, role: Role.PM });

    expect((await useLink(new URL(signInLink.url).searchParams.get('token')!)).code).toBe('OK');
  });

  it('a right password passes', async () => {
    expect((await signIn(await addPerson(server), PASSWORD)).code).toBe('OK');
  });

  it('a wrong link is told when to come back', async () => {
    const { status, code, retryAfter, errors } = await useLink('guess');

    expect([status, code]).toEqual([429, 'RATE_LIMITED']);
    expect(retryAfter).toBeGreaterThan(0);
    expect(errors[0]?.extensions?.retryAfterSeconds).toBe(retryAfter);
  });
});

describe('strangers who try the password of an account', () => {
  it('cannot keep a browser out that signed in before, not even one behind the same address', async () => {
    const email = await addPerson(server);
    const { cookie } = await signIn(email, PASSWORD);
    await times(6, () => signIn(email, WRONG));

    expect(await signIn(email, PASSWORD)).toMatchObject({ status: 429, code: 'RATE_LIMITED' });
    expect((await signIn(email, PASSWORD, cookie)).code).toBe('OK');
  });

  it('gain nothing by being known for an account of their own', async () => {
    const victim = await addPerson(server);
    const { cookie } = await signIn(await addPerson(server), PASSWORD);
    await times(5, () => signIn(victim, WRONG, cookie));

    expect((await signIn(victim, WRONG)).code).toBe('RATE_LIMITED');
  });

  it('are stopped in a known browser too', async () => {
    const email = await addPerson(server);
    const { cookie } = await signIn(email, PASSWORD);
    for (let i = 0; i < 5; i += 1) expect((await signIn(email, WRONG, cookie)).code).toBe('UNAUTHENTICATED');

    expect((await signIn(email, PASSWORD, cookie)).code).toBe('RATE_LIMITED');
  });

  it('are counted over a restart', async () => {
    const { dataSource, dataDirectory } = server.toile;
    const email = await addPerson(server);
    await times(5, () => signIn(email, WRONG));
    const publicUrl = 'http://localhost:4000';
    const toile = await createToile({ dataSource, publicUrl, dataDirectory });
    const again = await startServer(toile, dataSource, {});

    const { code } = await post(SIGN_IN, { email, password: PASSWORD }, '', again.url);
    await again.server.drain();
    await toile.models.close();

    expect(code).toBe('RATE_LIMITED');
  });
});

it('the current password, which a new one asks for, is limited alike', async () => {
  const { cookie } = await signIn(await addPerson(server), PASSWORD);
  const input = { currentPassword: WRONG, password: `${PASSWORD} too` };
  const setPassword = () =>
    post('mutation ($input: SetPasswordInput!) { setPassword(input: $input) { id } }', input, cookie);

  for (let i = 0; i < 5; i += 1) expect((await setPassword()).code).toBe('FORBIDDEN');
  expect(await setPassword()).toMatchObject({ status: 429, code: 'RATE_LIMITED' });
});

it('a password that was right does not count', async () => {
  const email = await addPerson(server);

  for (let i = 0; i < 7; i += 1) expect((await signIn(email, PASSWORD)).code).toBe('OK');
});

it('who tries many accounts from an address is stopped, a browser that signed in before is not', async () => {
  const email = await addPerson(server);
  const { cookie } = await signIn(email, PASSWORD);

  await signIn(`${randomUUID()}@example.com`, WRONG);
  await server.toile.dataSource.query(
    "UPDATE attempts SET points = 300 WHERE key LIKE 'password-by-address:%'",
  );

  expect((await signIn(`${randomUUID()}@example.com`, WRONG)).code).toBe('RATE_LIMITED');
  expect((await signIn(email, PASSWORD, cookie)).code).toBe('OK');
});

it('counts of windows that are over are removed', async () => {
  const { dataSource, toile } = server.toile;
  const count = async () => (await dataSource.query('SELECT count(*)::int AS n FROM attempts'))[0].n;
  expect(await count()).toBeGreaterThan(0);
  await dataSource.query('UPDATE attempts SET expire = 0');

  for (const task of toile.people.periodicTasks) await task.run();

  expect(await count()).toBe(0);
});
