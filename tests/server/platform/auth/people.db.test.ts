import { beforeAll, describe, expect, it } from '@jest/globals';
import { OPERATOR, Role, type Viewer } from '../../../../server/platform/index.js';
import { useToile } from '../../../support/product/execute.js';
import { addPerson } from '../../../support/product/viewers.js';

const toile = useToile();
let admin: Viewer;

beforeAll(async () => {
  expect(await toile.ask('{ setup { needsFirstSignIn version } }')).toEqual({
    setup: { needsFirstSignIn: true, version: expect.stringMatching(/^\d+\.\d+\.\d+/) },
  });
});

describe('the first start', () => {
  it('issues a link for one administrator until somebody has come in', async () => {
    const { users } = toile.toile.people;

    const links = await Promise.all([users.issueFirstLink(OPERATOR), users.issueFirstLink(OPERATOR)]);
    const again = await users.issueFirstLink(OPERATOR);

    expect(links.every((link) => link !== null)).toBe(true);
    expect(again?.url).toMatch(/^http:\/\/localhost:4000\/sign-in\?token=[\w-]{43}$/);
    const [person, ...others] = await users.list(OPERATOR);
    expect([person?.email, person?.role, others]).toEqual(['admin@localhost', 'ADMIN', []]);

    const token = new URL(again!.url).searchParams.get('token');
    await toile.ask(`mutation { signInWithLink(input: { token: "${token}" }) { id } }`);
    expect(await users.issueFirstLink(OPERATOR)).toBeNull();
    expect(await toile.ask('{ setup { needsFirstSignIn } }')).toEqual({ setup: { needsFirstSignIn: false } });
    admin = { kind: 'user', userId: person!.id, email: person!.email, role: Role.ADMIN };
  });
});

it('tells a person who they are, and anyone else nothing', async () => {
  const analyst = await addPerson(toile.dataSource, Role.ANALYST);

  expect(await toile.ask('{ viewer { email role } }', {}, analyst)).toEqual({
    viewer: { email: analyst.email, role: 'ANALYST' },
  });
  expect(await toile.ask('{ viewer { email } }')).toEqual({ viewer: null });
});

const ADD = `mutation ($input: AddUserInput!) {
  addUser(input: $input) { user { id email name role hasPassword } signInLink { url expiresAt } }
}`;
const CHANGE = 'mutation ($input: ChangeUserInput!) { changeUser(input: $input) { name role disabledAt } }';

it('adds a person with a link, once an e-mail', async () => {
  const input = { email: ' Zoe@Example.com', role: 'MERCHANT' };

  const { addUser } = await toile.ask(ADD, { input }, admin);

  expect(addUser).toMatchObject({
    user: { email: 'zoe@example.com', name: 'Zoe', role: 'MERCHANT', hasPassword: false },
    signInLink: { url: expect.stringContaining('/sign-in?token=') },
  });
  const { errors } = await toile.execute(ADD, { input: { ...input, email: 'ZOE@example.com' } }, admin);
  expect(errors).toMatchObject([
    {
      message: 'There is a person with the e-mail zoe@example.com already',
      extensions: { code: 'CONFLICT' },
    },
  ]);
});

it.each([
  [
    'what is no e-mail address',
    ADD,
    { email: 'nobody', role: 'PM' },
    '"nobody" is not an e-mail address',
    'INVALID_INPUT',
  ],
  [
    'an empty name',
    ADD,
    { email: 'a@b.c', name: '', role: 'PM' },
    'input.name must have 1 to 200 characters',
    'INVALID_INPUT',
  ],
  ['to change nobody', CHANGE, { id: 'x', name: 'y' }, 'User x does not exist', 'NOT_FOUND'],
])('refuses %s', async (_what, mutation, input, message, code) => {
  const { errors } = await toile.execute(mutation, { input }, admin);

  expect(errors).toMatchObject([{ message: expect.stringContaining(message), extensions: { code } }]);
});

it('changes what is given and notes who did it', async () => {
  const { userId } = await addPerson(toile.dataSource, Role.PM);

  const input = { id: userId, role: 'ANALYST', disabled: true };
  const { changeUser } = await toile.ask(CHANGE, { input }, admin);

  expect(changeUser).toEqual({ name: 'PM', role: 'ANALYST', disabledAt: expect.any(String) });
  const { auditLog } = await toile.ask(
    '{ auditLog(first: 1) { edges { node { actorName action subjectId detailsJson } } } }',
    {},
    admin,
  );
  expect(auditLog.edges[0].node).toEqual({
    actorName: 'admin@localhost',
    action: 'user.change',
    subjectId: userId,
    detailsJson: expect.stringMatching(/^\{"role":"ANALYST","email":"[^"]+","disabled":true\}$/),
  });
  const link = toile.toile.people.users.issueLink(OPERATOR, userId);
  await expect(link).rejects.toMatchObject({ code: 'CONFLICT' });
});

it('never loses its last administrator, not even when two remove each other at the same time', async () => {
  const other = await addPerson(toile.dataSource, Role.ADMIN);
  const demote = (id: string) => toile.toile.people.users.change(OPERATOR, { id, role: Role.PM });
  if (admin.kind !== 'user') throw new Error('the administrator is a person');

  const outcomes = await Promise.allSettled([demote(other.userId), demote(admin.userId)]);

  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { code: 'CONFLICT', message: 'This is the last administrator: make someone else ADMIN first' },
  });
});
