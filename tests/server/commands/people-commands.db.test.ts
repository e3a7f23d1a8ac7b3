import { Readable } from 'node:stream';
import { expect, it, jest } from '@jest/globals';
import { keysCommand } from '../../../server/commands/people/keys.js';
import { usersCommand } from '../../../server/commands/people/users.js';
import { OPERATOR, Role, Scope, type Viewer } from '../../../server/platform/index.js';
import { useCommands } from '../../support/product/command-line.js';
import { useToile } from '../../support/product/execute.js';

const toile = useToile();
const { run } = useCommands(toile, usersCommand, keysCommand);

const findUser = (email: string) => toile.toile.people.users.findByEmailUnchecked(email);

it('users create prints the one-time link of a merchant who sees the named stores', async () => {
  const workspace = await toile.toile.catalog.workspaces.resolve(OPERATOR, null);
  const stores = await Promise.all(
    ['Mill', 'Mill 2'].map((name) => toile.toile.catalog.stores.add(OPERATOR, workspace.id, { name })),
  );
  const create = ['users', 'create', '--email', 'mia@example.com', '--role', 'MERCHANT'];

  await expect(run(...create, '--store', 'Mil')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await findUser('mia@example.com')).toBeNull();

  const printed = await run(...create, '--store', 'Mill', '--store', stores[1]!.id);
  expect(printed).toMatch(/^http:\/\/localhost:4000\/sign-in\?token=[\w-]{43}\n$/);
  const members = await toile.toile.catalog.stores.listMembersUnchecked(stores.map(({ id }) => id));
  expect(members.map((each) => each.map(({ email }) => email))).toEqual([
    ['mia@example.com'],
    ['mia@example.com'],
  ]);
});

it('users create takes a password from standard input, without the end of its line', async () => {
  jest.spyOn(process, 'stdin', 'get').mockReturnValue(Readable.from(['correct horse\n']) as never);

  expect(
    await run('users', 'create', '--email', 'ann@example.com', '--role', 'ANALYST', '--password-stdin'),
  ).toBe('');

  const signIn =
    'mutation ($password: String!) { signIn(input: { email: "ann@example.com", password: $password }) { role } }';
  expect(await toile.ask(signIn, { password: 'correct horse' })).toEqual({ signIn: { role: 'ANALYST' } });
});

it('users link and list serve people who forgot', async () => {
  await toile.toile.people.users.add(OPERATOR, { email: 'pat@example.com', role: Role.PM });

  expect(await run('users', 'link', '--email', 'PAT@example.com')).toContain('/sign-in?token=');
  expect(await run('users', 'list')).toContain('pat@example.com\tPM\tinvited\tpat\n');
  await expect(run('users', 'link', '--email', 'x@y.z')).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it.each([
  ['an unknown role', 'Allowed choices are ADMIN', ['users', 'create', '--email', 'a@b.c', '--role', 'KING']],
  [
    'an unknown scope',
    'Allowed choices are events:write',
    ['keys', 'create', '--name', 'a', '--scope', 'everything'],
  ],
  [
    'stores for who sees all',
    '--store is for the role MERCHANT',
    ['users', 'create', '--email', 'a@b.c', '--role', 'PM', '--store', 'Mill'],
  ],
  ['a key that is none', 'API key x does not exist', ['keys', 'revoke', 'x']],
])('refuses %s', async (_what, reason, words) => {
  await expect(run(...words)).rejects.toThrow(reason);
});

it('keys create prints a working key, alone; list shows only how it begins; revoke stops it', async () => {
  const key = await run('keys', 'create', '--name', 'shop', '--scope', 'events:write', '--scope', 'read');
  expect(key).toMatch(/^toile_[\w-]{43}\n$/);
  const find = () => toile.toile.people.keys.find(key.trim());
  expect(await find()).toMatchObject({ name: 'shop', scopes: [Scope.EVENTS_WRITE, Scope.READ] });

  const listed = await run('keys', 'list');
  expect(listed).toContain(`${key.slice(0, 12)}...\tactive\tevents:write,read\tshop\n`);
  expect(listed).not.toContain(key.trim());

  await run('keys', 'revoke', listed.split('\t')[0]!);
  await expect(find()).rejects.toThrow('This API key was revoked');
});

it('users disable says how many keys stop, keys list why; users enable makes them work again', async () => {
  const { users, keys } = toile.toile.people;
  const { user } = await users.add(OPERATOR, { email: 'kim@example.com', role: Role.ADMIN });
  await users.add(OPERATOR, { email: 'lee@example.com', role: Role.ADMIN });
  const kim: Viewer = { kind: 'user', userId: user.id, email: user.email, role: user.role };
  const { apiKey, secret } = await keys.add(kim, { name: 'shop', scopes: [Scope.READ] });
  const lineOfKey = async () =>
    (await run('keys', 'list')).split('\n').find((line) => line.startsWith(apiKey.id));

  expect(await run('users', 'disable', '--email', 'KIM@example.com')).toBe(
    'Disabled kim@example.com. API keys of theirs that no longer work: 1.\n',
  );
  await expect(keys.find(secret)).rejects.toThrow('does not work while its creator is disabled');
  expect(await lineOfKey()).toContain('\tstopped: kim@example.com is disabled\tread\tshop');

  expect(await run('users', 'enable', '--email', 'kim@example.com')).toBe(
    'Enabled kim@example.com. API keys of theirs that work again: 1.\n',
  );
  expect(await keys.find(secret)).toMatchObject({ keyId: apiKey.id });
  expect(await lineOfKey()).toContain('\tactive\tread\tshop');
});
