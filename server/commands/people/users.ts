import { text } from 'node:stream/consumers';
import { type Command, Option } from 'commander';
import { conflict, notFound, OPERATOR, Role, type User } from '../../platform/index.js';
import type { Toile } from '../../schema.js';
import type { WithToile } from '../command.js';
import { findStore } from '../find-store.js';

interface CreateOptions {
  readonly email: string;
  readonly role: Role;
  readonly name?: string;
  readonly store: readonly string[];
  readonly workspace?: string;
  readonly passwordStdin?: boolean;
}

const several = (value: string, before: readonly string[]) => [...before, value];

/** `toile users create|link|disable|enable|list`. */
export function usersCommand(program: Command, withToile: WithToile): void {
  const group = program.command('users').description('Look after the people who sign in');
  createCommand(group, withToile);
  group
    .command('link')
    .description('Print a new one-time link for a person, e.g. after a forgotten password')
    .requiredOption('--email <email>', 'of the person')
    .action(({ email }: { email: string }) => withToile(({ toile }) => link(toile, email)));
  group
    .command('disable')
    .description('Sign a person out and keep them out; the keys they made stop working')
    .requiredOption('--email <email>', 'of the person')
    .action(({ email }: { email: string }) => withToile(({ toile }) => disable(toile, email)));
  group
    .command('enable')
    .description('Let a disabled person in again; the keys they made work again')
    .requiredOption('--email <email>', 'of the person')
    .action(({ email }: { email: string }) => withToile(({ toile }) => enable(toile, email)));
  group
    .command('list')
    .description('Print everybody: e-mail, role, state and name')
    .action(() => withToile(({ toile }) => list(toile)));
}

function createCommand(group: Command, withToile: WithToile): void {
  group
    .command('create')
    .description('Add a person and print the one-time link they sign in with; it works for three days')
    .requiredOption('--email <email>', 'what the person signs in with')
    .addOption(
      new Option('--role <role>', 'what the person may do')
        .choices(Object.values(Role))
        .makeOptionMandatory(),
    )
    .option('--name <name>', 'the part of the e-mail before the @ otherwise')
    .option('--store <store>', 'name or id of a store that a MERCHANT sees; may be repeated', several, [])
    .option('--workspace <workspace>', 'of the stores: id or slug; the default workspace otherwise')
    .option('--password-stdin', 'read the password from standard input instead of making a link')
    .action((options: CreateOptions) => withToile(({ toile }) => create(toile, options)));
}

async function create({ people, catalog }: Toile, options: CreateOptions): Promise<void> {
  const workspace = await catalog.workspaces.resolve(OPERATOR, options.workspace ?? null);
  const storeIds = await findStores(catalog, workspace.id, options);
  const password = options.passwordStdin ? (await text(process.stdin)).replace(/\r?\n$/, '') : null;
  const { user, url } = await addUser(people, options, password);
  for (const storeId of storeIds) {
    await catalog.stores.addMember(OPERATOR, workspace.id, { storeId, userId: user.id });
  }
  process.stderr.write(`Added ${user.email} as ${user.role}.\n`);
  if (url) process.stdout.write(`${url}\n`);
}

async function addUser(
  { users }: Toile['people'],
  input: CreateOptions,
  password: string | null,
): Promise<{ user: User; url: string | null }> {
  if (password !== null) return { user: await users.addWithPassword(OPERATOR, input, password), url: null };
  const { user, signInLink } = await users.add(OPERATOR, input);
  return { user, url: signInLink.url };
}

/** Before anything is written, so that a misspelt store leaves no half-made person. */
async function findStores(
  catalog: Toile['catalog'],
  workspaceId: string,
  { role, store: wanted }: CreateOptions,
): Promise<string[]> {
  if (wanted.length > 0 && role !== Role.MERCHANT)
    throw conflict('--store is for the role MERCHANT: others see all stores or none');
  return Promise.all(wanted.map((nameOrId) => findStore(catalog, workspaceId, nameOrId)));
}

async function link({ people: { users } }: Toile, email: string): Promise<void> {
  const { id } = await getByEmail(users, email);
  const { url } = await users.issueLink(OPERATOR, id);
  process.stdout.write(`${url}\n`);
}

async function disable({ people: { users, keys } }: Toile, email: string): Promise<void> {
  const { id } = await getByEmail(users, email);
  const keyCount = await keys.countUnrevoked(OPERATOR, id);
  const user = await users.change(OPERATOR, { id, disabled: true });
  process.stdout.write(`Disabled ${user.email}. API keys of theirs that no longer work: ${keyCount}.\n`);
}

async function enable({ people: { users, keys } }: Toile, email: string): Promise<void> {
  const { id } = await getByEmail(users, email);
  const user = await users.change(OPERATOR, { id, disabled: false });
  const keyCount = await keys.countUnrevoked(OPERATOR, id);
  process.stdout.write(`Enabled ${user.email}. API keys of theirs that work again: ${keyCount}.\n`);
}

async function getByEmail(users: Toile['people']['users'], email: string): Promise<User> {
  const user = await users.findByEmailUnchecked(email);
  if (!user) throw notFound('User', email);
  return user;
}

async function list({ people: { users } }: Toile): Promise<void> {
  const everybody = await users.list(OPERATOR);
  process.stdout.write(
    everybody.map((user) => `${[user.email, user.role, stateOf(user), user.name].join('\t')}\n`).join(''),
  );
}

function stateOf({ disabledAt, signedInAt }: User): string {
  if (disabledAt) return 'disabled';
  return signedInAt ? 'active' : 'invited';
}
