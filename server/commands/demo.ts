import { Presets, SingleBar } from 'cli-progress';
import type { Command } from 'commander';
import { DEMO_SEED_RANGE, DEMO_SETTINGS, DEMO_TRUTH, type LoadedDemo } from '../demo/index.js';
import { conflict, type JobProgress, OPERATOR, requireWhole, shownNumber } from '../platform/index.js';
import type { WithToile } from './command.js';
import { numberOf } from './number-option.js';

interface LoadOptions {
  readonly again?: boolean;
  readonly seed: string;
}

const HELP = `
The demo is a workspace of its own, "demo". Its shops, garments and visitors are simulated, and every page that
shows them says so. The same seed and day give the same world.`;

/** `toile demo load|remove`. */
export function demoCommand(program: Command, withToile: WithToile): void {
  const group = program
    .command('demo')
    .description('Load or remove the workspace of simulated shops')
    .addHelpText('after', HELP);
  group
    .command('load')
    .description('Load four weeks of simulated shops that ended yesterday')
    .option('--again', 'replace the demo if it is loaded already')
    .option('--seed <number>', 'which world', String(DEMO_SETTINGS.seed))
    .action((options: LoadOptions) => loadDemo(withToile, options));
  group
    .command('remove')
    .description('Remove the demo workspace with all it holds')
    .action(() => removeDemo(withToile));
}

async function loadDemo(withToile: WithToile, { again = false, seed }: LoadOptions): Promise<void> {
  const settings = { ...DEMO_SETTINGS, seed: toSeed(seed) };
  const started = performance.now();
  await withToile(async ({ toile }) => {
    const progress = progressBar();
    const loaded = await toile.demo.service
      .load(OPERATOR, { settings, again, report: progress.update, signal: stoppedByPeople() })
      .finally(progress.stop);
    process.stdout.write(`${summary(loaded, (performance.now() - started) / 1000)}\n`);
  });
}

async function removeDemo(withToile: WithToile): Promise<void> {
  await withToile(({ toile }) => toile.demo.service.remove(OPERATOR));
  process.stdout.write('The demo workspace is gone.\n');
}

function toSeed(text: string): number {
  const seed = numberOf('--seed', text);
  requireWhole('--seed', seed, DEMO_SEED_RANGE);
  return seed;
}

/** A bar on a terminal, a line now and then elsewhere, both on stderr. */
function progressBar() {
  const bar = new SingleBar(
    {
      format: '{bar} {percentage} % | {message}',
      noTTYOutput: true,
      hideCursor: true,
      clearOnComplete: true,
    },
    Presets.shades_classic,
  );
  return {
    update: ({ done, total, message }: JobProgress): void => {
      if (!bar.isActive) bar.start(total ?? 0, 0, { message });
      bar.update(done ?? 0, { message });
    },
    stop: (): void => bar.stop(),
  };
}

function stoppedByPeople(): AbortSignal {
  const controller = new AbortController();
  const reason = conflict('Stopped, and what was loaded so far removed.');
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => controller.abort(reason));
  return controller.signal;
}

const percent = new Intl.NumberFormat('en', {
  style: 'percent',
  maximumFractionDigits: 1,
  signDisplay: 'always',
});

const summary = ({ stores, items, events }: LoadedDemo, seconds: number) =>
  [
    `Demo (simulated): ${shownNumber(stores)} stores, ${shownNumber(items)} items, ${shownNumber(events)} events in ${seconds.toFixed(1)} s.`,
    `True lifts: search CTR ${percent.format(DEMO_TRUTH.searchCtr)}, recommendation CTR ${percent.format(DEMO_TRUTH.recommendationCtr)}, conversion ${percent.format(DEMO_TRUTH.conversion)}.`,
  ].join('\n');
