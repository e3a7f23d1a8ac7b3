import { Command } from 'commander';
import type { AddCommand, WithToile } from './commands/command.js';
import { configCommand } from './commands/config.js';
import { demoCommand } from './commands/demo.js';
import { eventsCommand } from './commands/events.js';
import { importCommand } from './commands/import.js';
import { modelsCommand } from './commands/models.js';
import { keysCommand } from './commands/people/keys.js';
import { usersCommand } from './commands/people/users.js';
import { storesCommand, workspacesCommand } from './commands/removal.js';
import { runEntry } from './entry.js';
import type { Life } from './life.js';
import { type OpenToile, openToile } from './open-toile.js';
import {
  conflict,
  createLogger,
  logOutput,
  openDatabaseForCommand,
  readConfig,
  VERSION,
} from './platform/index.js';

/** Every command of the operator, in the order of the help. */
const COMMANDS: readonly AddCommand[] = [
  importCommand,
  eventsCommand,
  usersCommand,
  keysCommand,
  modelsCommand,
  storesCommand,
  workspacesCommand,
  demoCommand,
  configCommand,
];

const HELP = `
Commands need no sign-in: whoever can read the data folder is the operator. They work while the server runs on
the same folder or DATABASE_URL, and without it. "toile help COMMAND" explains one. Settings are environment
variables: "toile config".`;

const INTERRUPTED = conflict('Stopped before it was done');

const toileFor =
  (life: Life): WithToile =>
  async (work) => {
    const { value: open } = await life.hold(
      () => openAll(life.signal),
      ({ close }) => close(),
    );
    return work(open).finally(() => open.close());
  };

async function openAll(signal: AbortSignal): Promise<OpenToile> {
  const config = readConfig(process.env);
  const log = createLogger({ level: 'warn', destination: logOutput(2) });
  const database = await openDatabaseForCommand(config, log, signal);
  return openToile({ config, database, log, signal });
}

async function run(life: Life): Promise<void> {
  const program = new Command('toile')
    .description('Operates a Toile installation.')
    .version(VERSION)
    .addHelpText('after', HELP)
    .showHelpAfterError('("toile help" lists the commands)');
  const withToile = toileFor(life);
  for (const add of COMMANDS) add(program, withToile);
  await program.parseAsync();
}

await runEntry(run, INTERRUPTED);
