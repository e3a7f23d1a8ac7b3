import { expect, it } from '@jest/globals';
import { createClient } from 'graphql-sse';
import { OPERATOR, Role, Scope } from '../../../../../server/platform/index.js';
import { asOwner } from '../../../../support/database/database.js';
import { answerOf, postGraphql, useServer } from '../../../../support/product/serve.js';

const WRONG = 'not their password';
const SIGN_IN = 'mutation ($input: SignInInput!) { signIn(input: $input) { email } }';
const USE_LINK = 'mutation { signInWithLink(input: { token: "guess" }) { email } }';

const server = useServer();

const signIn = async (email: string, password = WRONG) =>
  (await answerOf(await postGraphql(server.url, SIGN_IN, {}, { input: { email, password } }))).errors?.[0]
    ?.extensions?.code;

/** What the log has of an action, oldest first. */
const entriesOf = (
  action: string,
): Promise<{ who: string; subject: string; details: Record<string, unknown> }[]> =>
  server.toile.dataSource.query(
    `SELECT actor_kind || ' ' || actor_name AS who, subject_type || ' ' || subject_id AS subject, details
     FROM audit_log WHERE action = $1 ORDER BY id`,
    [action],
  );

it('a failed sign-in is in the audit log, once a minute, and so is the limit that stops it', async () => {
  const codes = [];
  for (let i = 0; i < 8; i += 1) codes.push(await signIn('mallory@example.com'));

  expect(codes.at(-1)).toBe('RATE_LIMITED');
  const entry = {
    who: 'anonymous anonymous',
    subject: 'User mallory@example.com',
    details: { byLink: false, email: 'mallory@example.com', address: '127.0.0.1' },
  };
  expect(await entriesOf('signIn.fail')).toEqual([entry]);
  expect(await entriesOf('signIn.limit')).toEqual([entry]);
});

it('so is a link that does not work; a password in the wrong field is not', async () => {
  await postGraphql(server.url, USE_LINK);
  await signIn('correct horse battery staple');

  const subjects = (await entriesOf('signIn.fail')).map(({ subject }) => subject);
  expect(subjects.slice(1)).toEqual(['SignInLink unknown', 'User unknown']);
  const log = await server.toile.dataSource.query('SELECT * FROM audit_log');
  expect(JSON.stringify(log)).not.toMatch(/correct horse|guess|not their password/);
});

it('a refused permission is in the audit log, over GraphQL, REST and subscriptions', async () => {
  const cookie = await server.signIn(Role.EXPERT);
  const key = await server.addKey(Scope.ASSIGNMENTS_READ);
  const asKey = { authorization: `Bearer ${key}` };

  for (let i = 0; i < 3; i += 1) await postGraphql(server.url, '{ mine: users { id } }', { cookie });
  await postGraphql(server.url, '{ stores { totalCount } }', asKey);
  await fetch(`${server.url}/images/${'0'.repeat(64)}`, { headers: asKey });
  const client = createClient({ url: `${server.url}/graphql/stream`, headers: asKey, retryAttempts: 0 });
  for await (const _ of client.iterate({ query: 'subscription { jobProgress(id: "1") { id } }' }));

  const entries = (await entriesOf('permission.refuse')).map(
    ({ who, subject }) => `${who.split('-')[0]}: ${subject}`,
  );
  expect(entries).toEqual([
    'user expert: Field users',
    'key test: Field stores',
    'key test: Route GET /images/:hash',
  ]);
  expect((await entriesOf('permission.refuse'))[0]?.details).toEqual({
    message: 'This needs the role ADMIN',
    address: '127.0.0.1',
  });
});

it('a subscription that is refused is noted as a field', async () => {
  const authorization = `Bearer ${await server.addKey(Scope.EVENTS_WRITE)}`;
  const client = createClient({
    url: `${server.url}/graphql/stream`,
    headers: { authorization },
    retryAttempts: 0,
  });

  for await (const _ of client.iterate({ query: 'subscription { jobProgress(id: "1") { id } }' }));

  expect((await entriesOf('permission.refuse')).at(-1)).toMatchObject({ subject: 'Field jobProgress' });
});

it('a flood of strangers does not flood the log', async () => {
  const before = (await entriesOf('signIn.fail')).length;

  for (let i = 0; i < 60; i += 1) await signIn(`stranger-${i}@example.com`);

  expect((await entriesOf('signIn.fail')).length - before).toBeLessThanOrEqual(30);
});

it('nor does it hide who tries an account that exists', async () => {
  await server.toile.toile.people.users.add(OPERATOR, { email: 'target@example.com', role: Role.PM });

  await signIn('target@example.com');

  expect((await entriesOf('signIn.fail')).at(-1)).toMatchObject({ subject: 'User target@example.com' });
});

it('a refusal that cannot be noted stays a refusal', async () => {
  await server.toile.toile.people.users.add(OPERATOR, { email: 'pm@example.com', role: Role.PM });
  const cookie = await server.signIn(Role.PM);
  await asOwner(server.toile, (owner) => owner.query('ALTER TABLE audit_log RENAME TO audit_log_away'));

  const { errors } = await answerOf(await postGraphql(server.url, '{ users { id } }', { cookie }));
  await asOwner(server.toile, (owner) => owner.query('ALTER TABLE audit_log_away RENAME TO audit_log'));

  expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
});
