import type { Command } from 'commander';
import type { RollupCheck } from '../events/index.js';
import { OPERATOR } from '../platform/index.js';
import type { WithToile } from './command.js';

interface EventsOptions {
  readonly workspace?: string;
}

/** `toile events verify|rebuild-rollups`. */
export function eventsCommand(program: Command, withToile: WithToile): void {
  const group = program
    .command('events')
    .description('Look after events and the rollups reports are read from');
  workspaceCommand(group, 'verify')
    .description(
      'Compare the rollups with the events and imported totals they sum; exit status 1 if they differ',
    )
    .action((options: EventsOptions) => withToile(async ({ toile }) => verify(toile, options)));
  workspaceCommand(group, 'rebuild-rollups')
    .description('Count the rollups anew from the events and imported totals; reports answer meanwhile')
    .action((options: EventsOptions) => withToile((open) => rebuild(open, options)));
}

type OpenToile = Parameters<Parameters<WithToile>[0]>[0];

const workspaceCommand = (group: Command, name: string) =>
  group.command(name).option('--workspace <workspace>', 'id or slug; the default workspace otherwise');

async function verify({ catalog, events }: OpenToile['toile'], { workspace }: EventsOptions): Promise<void> {
  const { id, name } = await catalog.workspaces.resolve(OPERATOR, workspace ?? null);
  const checks = await events.rollups.verifyUnchecked(id);
  process.stdout.write(`${name}:\n${checks.map(lineOf).join('')}`);
  if (checks.some(({ wrongKeys }) => wrongKeys > 0)) process.exitCode = 1;
}

const lineOf = ({ table, wrongKeys }: RollupCheck) =>
  `  ${table} ${wrongKeys === 0 ? 'is right' : `is wrong in ${wrongKeys} sums: run "toile events rebuild-rollups"`}\n`;

async function rebuild({ toile, dataSource }: OpenToile, { workspace }: EventsOptions): Promise<void> {
  const { catalog, events, people } = toile;
  const { id, name } = await catalog.workspaces.resolve(OPERATOR, workspace ?? null);
  await people.audit.record(
    dataSource.manager,
    OPERATOR,
    'rollups.rebuild',
    { type: 'Workspace', id },
    { name },
  );
  await events.rollups.rebuildUnchecked(id);
  process.stdout.write(`The rollups of ${name} were counted anew.\n`);
}
