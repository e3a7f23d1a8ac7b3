import { type Command, Option } from 'commander';
import { type ApiKey, OPERATOR, Scope, type User } from '../../platform/index.js';
import type { Toile } from '../../schema.js';
import type { WithToile } from '../command.js';

interface CreateOptions {
  readonly name: string;
  readonly scope: readonly Scope[];
  readonly workspace?: string;
}

/** `toile keys create|list|revoke`. */
export function keysCommand(program: Command, withToile: WithToile): void {
  const group = program.command('keys').description('Look after the API keys of programs');
  group
    .command('create')
    .description('Add a key and print it, alone, on standard output: it is shown only now')
    .requiredOption('--name <name>', 'what the key is for')
    .addOption(
      new Option('--scope <scope...>', 'what the key may do')
        .choices(Object.values(Scope))
        .makeOptionMandatory(),
    )
    .option('--workspace <workspace>', 'id or slug; the default workspace otherwise')
    .action((options: CreateOptions) => withToile(({ toile }) => create(toile, options)));
  group
    .command('list')
    .description('Print every key: id, beginning, state, scopes and name')
    .action(() => withToile(({ toile }) => list(toile)));
  group
    .command('revoke')
    .description('Stop a key from working, at once and for good')
    .argument('<id>', 'as "toile keys list" shows it')
    .action((id: string) => withToile(({ toile }) => revoke(toile, id)));
}

async function create({ people, catalog }: Toile, { name, scope, workspace }: CreateOptions): Promise<void> {
  const { id: workspaceId } = await catalog.workspaces.resolve(OPERATOR, workspace ?? null);
  const { secret } = await people.keys.add(OPERATOR, { name, scopes: scope, workspaceId });
  process.stdout.write(`${secret}\n`);
}

async function list({ people }: Toile): Promise<void> {
  const keys = await people.keys.list(OPERATOR);
  const users = new Map((await people.users.list(OPERATOR)).map((user) => [user.id, user]));
  const lines = keys.map((key) => lineOf(key, users.get(key.createdBy ?? '')));
  process.stdout.write(lines.map((line) => `${line}\n`).join(''));
}

const lineOf = (key: ApiKey, creator: User | undefined) =>
  [key.id, `${key.prefix}...`, stateOf(key, creator), key.scopes.join(','), key.name].join('\t');

function stateOf({ revokedAt }: ApiKey, creator: User | undefined): string {
  if (revokedAt) return 'revoked';
  return creator?.disabledAt ? `stopped: ${creator.email} is disabled` : 'active';
}

async function revoke({ people }: Toile, id: string): Promise<void> {
  const { name } = await people.keys.revoke(OPERATOR, id);
  process.stderr.write(`Revoked "${name}".\n`);
}
