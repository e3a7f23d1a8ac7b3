import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { KnownDeviceService } from '../../../../../server/platform/auth/devices/known-device.service.js';
import { Scope } from '../../../../../server/platform/index.js';
import { asOwner } from '../../../../support/database/database.js';
import { postGraphql, useServer } from '../../../../support/product/serve.js';
import { addPerson, newEmail, type Outcome, outcomeOf, PASSWORD } from './outcome.js';

const WRONG = 'not their password';
const SIGN_IN = 'mutation ($input: SignInInput!) { signIn(input: $input) { email } }';
/** How long a request may take before it counts as one that waits for the database. */
const PATIENCE_MS = 8_000;

const server = useServer();

const signIn = async (email: string, password = WRONG, cookie = ''): Promise<Outcome> =>
  outcomeOf(await postGraphql(server.url, SIGN_IN, { cookie }, { input: { email, password } }));

/** Without HTTP, for many at once. */
const signInHere = (email: string) => server.toile.execute(SIGN_IN, { input: { email, password: WRONG } });

const deviceTokenOf = ({ cookie }: Outcome) => /toile_device=([^;]+)/.exec(cookie)?.[1] ?? '';

const all = <T>(count: number, work: () => Promise<T>) => Promise.all(Array.from({ length: count }, work));

/** Counts of attempts whose keys begin with a name. */
const countsOf = async (name: string): Promise<number> =>
  (
    await server.toile.dataSource.query('SELECT count(*)::int AS n FROM attempts WHERE key LIKE $1', [
      `${name}:%`,
    ])
  )[0].n;

const setPoints = (name: string, points: number) =>
  server.toile.dataSource.query('UPDATE attempts SET points = $2 WHERE key LIKE $1', [`${name}:%`, points]);

/** What some work answers while no query on some tables does. */
const whileLocked = <T>(tables: string, work: () => Promise<T>): Promise<T | 'no answer'> =>
  asOwner(server.toile, (owner) =>
    owner.transaction(async (manager) => {
      await manager.query(`LOCK TABLE ${tables} IN ACCESS EXCLUSIVE MODE`);
      return Promise.race([work(), sleep(PATIENCE_MS, 'no answer' as const, { ref: false })]);
    }),
  );

describe.each(['a new browser', 'a known browser'])(
  'right passwords that are sent at once in %s',
  (browser) => {
    it('are only told to come back in a few seconds', async () => {
      const email = await addPerson(server);
      const { cookie } = await signIn(email, PASSWORD);
      const presented = browser === 'a known browser' ? cookie : '';

      const outcomes = await all(12, () => signIn(email, PASSWORD, presented));

      for (const { code, retryAfter } of outcomes)
        expect([code, retryAfter <= 5]).toEqual([retryAfter === 0 ? 'OK' : 'RATE_LIMITED', true]);
      expect((await signIn(email, PASSWORD, presented)).code).toBe('OK');
    });
  },
);

it('a person is known in a bounded number of browsers: the oldest are forgotten', async () => {
  const email = await addPerson(server);
  const oldest = await signIn(email, PASSWORD);
  await server.toile.dataSource.query(
    `INSERT INTO known_devices (token_hash, user_id, expires_at)
     SELECT 'device ' || n, id, now() + interval '170 days' + n * interval '1 hour'
     FROM users, generate_series(1, 30) AS n WHERE email = $1`,
    [email],
  );
  await server.toile.dataSource.query(
    "UPDATE known_devices SET expires_at = now() + interval '1 day' WHERE expires_at > now() + interval '179 days'",
  );

  const newest = await signIn(email, PASSWORD);

  const kept = await server.toile.dataSource.query(
    'SELECT FROM known_devices JOIN users ON users.id = user_id WHERE email = $1',
    [email],
  );
  expect(kept).toHaveLength(20);
  const devices = new KnownDeviceService(server.toile.dataSource);
  expect(await devices.isKnown(email, deviceTokenOf(newest))).toBe(true);
  expect(await devices.isKnown(email, deviceTokenOf(oldest))).toBe(false);
});

describe('an address that used up its failed sign-ins', () => {
  let email: string;
  let cookie: string;
  beforeAll(async () => {
    email = await addPerson(server);
    ({ cookie } = await signIn(email, PASSWORD));
    await signIn(newEmail());
    await setPoints('password-by-address', 300);
  });

  it('adds no more counts, and one note, however many e-mails it tries', async () => {
    const before = await countsOf('password-by-account-and-address');

    for (const { code } of await all(20, () => signIn(newEmail()))) expect(code).toBe('RATE_LIMITED');

    expect(await countsOf('password-by-account-and-address')).toBe(before);
    expect(await countsOf('refusal-by-limit')).toBe(1);
  });

  it('asks the database nothing more', async () => {
    await signIn(newEmail());

    const answer = await whileLocked('attempts, users, audit_log', () => signIn(newEmail()));

    expect(answer).toMatchObject({ code: 'RATE_LIMITED' });
  });

  it('may send so many sign-ins a minute, but for known browsers', async () => {
    const tryStranger = () => signInHere(newEmail());
    for (let i = 0; i < 15; i += 1) await all(20, tryStranger);

    const [refusal] = (await tryStranger()).errors ?? [];
    expect(refusal?.extensions).toMatchObject({ code: 'RATE_LIMITED' });
    expect(refusal?.extensions?.retryAfterSeconds).toBeLessThanOrEqual(60);
    expect((await signIn(email, PASSWORD, cookie)).code).toBe('OK');
  });
});

it('a wrong key above the limit costs no more than its look-up', async () => {
  const status = async () =>
    (await postGraphql(server.url, '{ __typename }', { authorization: 'Bearer toile_wrong' })).status;
  expect(await status()).toBe(401);
  await setPoints('key', 1_000);
  expect(await status()).toBe(429);

  expect(await whileLocked('attempts', status)).toBe(429);
  const authorization = `Bearer ${await server.addKey(Scope.READ)}`;
  expect((await postGraphql(server.url, '{ __typename }', { authorization })).status).toBe(200);
});
