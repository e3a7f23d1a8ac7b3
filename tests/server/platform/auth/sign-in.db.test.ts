import { expect, it, jest } from '@jest/globals';
import { OPERATOR, Role, type Viewer } from '../../../../server/platform/index.js';
import { type RequestOptions, useToile } from '../../../support/product/execute.js';
import { ADMIN, addPerson } from '../../../support/product/viewers.js';

const PASSWORD = 'a long enough hunter2';
const toile = useToile();

/** A browser: what its session cookie holds, and an address of its own so that limits do not mix. */
function browser() {
  const begin = jest.fn((token: string, _expiresAt: Date) => {
    held.session = { ...held.session, token };
  });
  const held = {
    address: Math.random().toString(),
    session: { token: null as string | null, begin, end: jest.fn() },
  };
  return held satisfies RequestOptions;
}

const addUser = async (email: string, password = PASSWORD) => {
  const { users } = toile.toile.people;
  return users.addWithPassword(OPERATOR, { email, role: Role.ANALYST }, password);
};

const SIGN_IN = 'mutation ($input: SignInInput!) { signIn(input: $input) { email signedInAt } }';
const signIn = (email: string, password: string, options: RequestOptions = browser()) =>
  toile.execute(SIGN_IN, { input: { email, password } }, undefined, options);

const USE_LINK = 'mutation ($token: String!) { signInWithLink(input: { token: $token }) { id hasPassword } }';
const useLink = (url: string, options: RequestOptions = browser()) =>
  toile.execute(USE_LINK, { token: new URL(url).searchParams.get('token') }, undefined, options);

const SET_PASSWORD = 'mutation ($input: SetPasswordInput!) { setPassword(input: $input) { hasPassword } }';

const viewerWith = (sessionToken: string | null) =>
  toile.toile.people.authenticator.authenticate({ sessionToken, address: '127.0.0.1' });

it('signs in with e-mail, in any case, and password, and knows the browser by its token afterwards', async () => {
  const user = await addUser('Ada@Example.com');
  const ada = browser();

  const { data } = await signIn('ADA@example.com', PASSWORD, ada);

  expect(data.signIn).toMatchObject({ email: 'ada@example.com', signedInAt: expect.any(String) });
  expect((await viewerWith(ada.session.token)).viewer).toEqual({
    kind: 'user',
    userId: user.id,
    email: 'ada@example.com',
    role: 'ANALYST',
  });
});

it('tells nobody whether it was the e-mail or the password, nor by the work it takes', async () => {
  await addUser('bob@example.com');
  await addPerson(toile.dataSource, Role.PM);
  const tried = async (email: string) => {
    const before = process.cpuUsage();
    const { errors } = await signIn(email, 'wrong');
    return { errors, work: process.cpuUsage(before).user }; // of the processor: a busy machine does not change it
  };

  const known = await tried('bob@example.com');
  const unknown = await tried('nobody@example.com');

  expect(known.errors).toMatchObject([
    { message: 'The e-mail or the password is wrong', extensions: { code: 'UNAUTHENTICATED' } },
  ]);
  expect(unknown.errors).toEqual(known.errors);
  expect(unknown.work).toBeGreaterThan(known.work / 4); // both run argon2, some fifty times the work of a lookup
});

it('allows five failures in a row from one address, even made at once, and then none for a while', async () => {
  await addUser('cleo@example.com');
  const thief = browser();

  const tries = await Promise.all(
    Array.from({ length: 7 }, () => signIn('cleo@example.com', 'wrong', thief)),
  );
  const codes = tries.map(({ errors }) => errors?.[0]?.extensions?.code);
  expect(codes.filter((code) => code === 'UNAUTHENTICATED')).toHaveLength(5);
  expect(codes.filter((code) => code === 'RATE_LIMITED')).toHaveLength(2);

  expect((await signIn('cleo@example.com', PASSWORD, thief)).errors).toMatchObject([
    { message: expect.stringMatching(/^Too many attempts: try again in \d+ seconds$/) },
  ]);
  expect((await signIn('cleo@example.com', PASSWORD)).errors).toBeUndefined();
});

it('keeps counting the failures of an address when somebody there signs in', async () => {
  await addUser('thea@example.com');
  const { signInLink } = await toile.toile.people.users.add(OPERATOR, {
    email: 'theo@example.com',
    role: Role.ANALYST,
  });
  const thief = browser();
  const guess = async () =>
    (await useLink('http://localhost/?token=guess', thief)).errors?.[0]?.extensions?.code;
  const guesses = await Promise.all(Array.from({ length: 99 }, guess)); // links, for which no argon2 runs
  expect(new Set(guesses)).toEqual(new Set(['UNAUTHENTICATED']));

  expect((await signIn('thea@example.com', PASSWORD, thief)).errors).toBeUndefined();
  expect((await useLink(signInLink.url, thief)).errors).toBeUndefined();

  expect([await guess(), await guess()]).toEqual(['UNAUTHENTICATED', 'RATE_LIMITED']);
});

it('ends a session at sign-out, after its time, and when the person is disabled', async () => {
  const { id } = await addUser('dan@example.com');
  const [first, second, third] = [browser(), browser(), browser()];
  for (const each of [first, second, third]) await signIn('dan@example.com', PASSWORD, each);
  const kind = async ({ session }: typeof first) => (await viewerWith(session.token)).viewer.kind;

  await toile.ask('mutation { signOut }', {}, undefined, first);
  expect([await kind(first), await kind(second)]).toEqual(['anonymous', 'user']);
  expect(first.session.end).toHaveBeenCalled();

  await toile.dataSource.query("UPDATE sessions SET expires_at = now() - interval '1 s' WHERE user_id = $1", [
    id,
  ]);
  expect(await kind(second)).toBe('anonymous');

  const fourth = browser();
  await signIn('dan@example.com', PASSWORD, fourth);
  await toile.toile.people.users.change(OPERATOR, { id, disabled: true });
  expect(await kind(fourth)).toBe('anonymous');
  expect((await signIn('dan@example.com', PASSWORD)).errors).toHaveLength(1);
});

it('slides the end of a session in use, but never beyond 90 days', async () => {
  await addUser('eve@example.com');
  const eve = browser();
  await signIn('eve@example.com', PASSWORD, eve);
  expect((await viewerWith(eve.session.token)).renewedUntil).toBeNull();

  await toile.dataSource.query(
    "UPDATE sessions SET seen_at = now() - interval '2 h', expires_at = now() + interval '1 h'",
  );
  const { renewedUntil } = await viewerWith(eve.session.token);
  expect((renewedUntil!.getTime() - Date.now()) / 86_400_000).toBeCloseTo(14, 2);

  await toile.dataSource.query(
    "UPDATE sessions SET seen_at = now() - interval '2 h', created_at = now() - interval '89 days'",
  );
  const last = await viewerWith(eve.session.token);
  expect((last.renewedUntil!.getTime() - Date.now()) / 86_400_000).toBeCloseTo(1, 2);
});

it('lets a link in once, also when it is used at the same time, and asks for no old password after it', async () => {
  const { user, signInLink } = await toile.toile.people.users.add(OPERATOR, {
    email: 'fay@example.com',
    role: Role.PM,
  });
  const browsers = Array.from({ length: 4 }, browser);

  const answers = await Promise.all(browsers.map((each) => useLink(signInLink.url, each)));

  expect(answers.filter(({ errors }) => !errors)).toHaveLength(1);
  expect(answers.find(({ errors }) => !errors)?.data.signInWithLink).toEqual({
    id: user.id,
    hasPassword: false,
  });
  expect((await useLink(signInLink.url)).errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);

  const entered = browsers.find(({ session }) => session.token)!;
  const { viewer } = await viewerWith(entered.session.token);
  const setPassword = (input: object) => toile.execute(SET_PASSWORD, { input }, viewer, entered);
  expect((await setPassword({ password: 'short' })).errors).toMatchObject([
    { message: 'A password needs at least 12 characters', extensions: { code: 'INVALID_INPUT' } },
  ]);
  expect((await setPassword({ password: PASSWORD })).data).toEqual({ setPassword: { hasPassword: true } });
  expect((await setPassword({ password: `${PASSWORD}!` })).errors).toMatchObject([
    { message: 'The current password is wrong', extensions: { code: 'FORBIDDEN' } },
  ]);
  expect((await setPassword({ password: `${PASSWORD}!`, currentPassword: PASSWORD })).errors).toBeUndefined();
});

it('lets nobody choose a first password but in the session that a link began', async () => {
  const { user, signInLink } = await toile.toile.people.users.add(OPERATOR, {
    email: 'ira@example.com',
    role: Role.PM,
  });
  const entered = browser();
  await useLink(signInLink.url, entered);
  const { viewer } = await viewerWith(entered.session.token);
  const setPassword = (where: RequestOptions) =>
    toile.execute(SET_PASSWORD, { input: { password: PASSWORD } }, viewer, where);
  const refused = [{ message: 'The current password is wrong', extensions: { code: 'FORBIDDEN' } }];

  expect((await setPassword(browser())).errors).toMatchObject(refused);
  await toile.dataSource.query('UPDATE sessions SET by_link = false WHERE user_id = $1', [user.id]);
  expect((await setPassword(entered)).errors).toMatchObject(refused);
  await toile.dataSource.query('UPDATE sessions SET by_link = true WHERE user_id = $1', [user.id]);
  expect((await setPassword(entered)).data).toEqual({ setPassword: { hasPassword: true } });

  const [{ details }] = await toile.dataSource.query(
    "SELECT details FROM audit_log WHERE action = 'user.setPassword' AND subject_id = $1",
    [user.id],
  );
  expect(details).toEqual({ byLink: true });
});

it('lets a link replace a forgotten password for an hour, and set a first one at any time', async () => {
  const { id } = await addUser('kim@example.com');
  const enter = async (userId: string) => {
    const entered = browser();
    await useLink((await toile.toile.people.users.issueLink(OPERATOR, userId)).url, entered);
    return entered;
  };
  const choose = async (entered: ReturnType<typeof browser>, startedBefore: string) => {
    const { viewer } = await viewerWith(entered.session.token);
    const set = 'UPDATE sessions SET created_at = now() - $1::interval WHERE user_id = $2';
    await toile.dataSource.query(set, [startedBefore, viewer.kind === 'user' ? viewer.userId : null]);
    const input = { password: 'another good one' };
    return (await toile.execute(SET_PASSWORD, { input }, viewer, entered)).errors;
  };

  const entered = await enter(id);
  expect(await choose(entered, '61 minutes')).toMatchObject([{ message: 'The current password is wrong' }]);
  expect(await choose(entered, '59 minutes')).toBeUndefined();

  const { userId } = await addPerson(toile.dataSource, Role.PM);
  expect(await choose(await enter(userId), '13 days')).toBeUndefined();
});

it('ends the other sessions of a person who chooses a password', async () => {
  await addUser('gus@example.com');
  const [here, there] = [browser(), browser()];
  for (const each of [here, there]) await signIn('gus@example.com', PASSWORD, each);
  const { viewer } = await viewerWith(here.session.token);

  const input = { currentPassword: PASSWORD, password: 'another good one' };
  await toile.ask(SET_PASSWORD, { input }, viewer, here);

  expect((await viewerWith(here.session.token)).viewer.kind).toBe('user');
  expect((await viewerWith(there.session.token)).viewer.kind).toBe('anonymous');
});

it('stops honouring a link that is too old, replaced, or of a disabled person', async () => {
  const { users } = toile.toile.people;
  const { user, signInLink } = await users.add(OPERATOR, { email: 'hal@example.com', role: Role.PM });
  const second = await users.issueLink(OPERATOR, user.id);
  expect((await useLink(signInLink.url)).errors).toHaveLength(1);

  await toile.dataSource.query(
    "UPDATE sign_in_links SET expires_at = now() - interval '1 s' WHERE user_id = $1",
    [user.id],
  );
  expect((await useLink(second.url)).errors).toHaveLength(1);

  const third = await users.issueLink(OPERATOR, user.id);
  await users.change(OPERATOR, { id: user.id, disabled: true });
  expect((await useLink(third.url)).errors).toHaveLength(1);
});

it('keeps neither passwords nor tokens readable in the database', async () => {
  await addUser('ivy@example.com');
  const ivy = browser();
  await signIn('ivy@example.com', PASSWORD, ivy);

  const tables = ['users', 'sessions', 'sign_in_links', 'audit_log', 'api_keys'];
  const rows = await Promise.all(tables.map((table) => toile.dataSource.query(`SELECT * FROM ${table}`)));

  expect(JSON.stringify(rows)).not.toContain('hunter2');
  expect(JSON.stringify(rows)).not.toContain(ivy.session.token);
  expect(JSON.stringify(rows)).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
});

it('records who signed in', async () => {
  await addUser('joy@example.com');
  await signIn('joy@example.com', PASSWORD);

  const { auditLog } = await toile.ask(
    '{ auditLog(first: 1) { edges { node { actorName action detailsJson } } } }',
    {},
    ADMIN satisfies Viewer,
  );

  expect(auditLog.edges[0].node).toEqual({
    actorName: 'joy@example.com',
    action: 'user.signIn',
    detailsJson: '{"byLink":false}',
  });
});
