import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { isName } from '../../catalog/index.js';
import {
  type CurvePoint,
  DEMONSTRATION_FOLDER,
  differingNumbers,
  numbersOf,
  type Recipe,
  readExpectedNumbers,
  readRecipe,
  registerTrained,
  type TrainedRecipe,
  type TrainingOutcome,
  trainInThreads,
} from '../../models/index.js';
import {
  conflict,
  DomainError,
  invalidInput,
  NAME_LENGTH_RANGE,
  OPERATOR,
  readConfig,
} from '../../platform/index.js';
import type { WithToile } from '../command.js';
import { metricLines } from './metric-lines.js';
import { TrainingProgress } from './training-progress.js';

interface TrainOptions {
  readonly quick?: boolean;
  readonly out?: string;
  readonly register?: string;
}

const HELP = `
Without a recipe it trains the small demonstration models again, from nothing, in about an hour on 2 cores:
autoencoder, CLIP, U-Net, PerFusionRM and PerFusion, and measures them. With --quick it takes the same way in a few
steps and compares what it comes to with the committed numbers: "matches", or exit code 1 and what differs.

Without --register it needs no database. Stopped with Ctrl-C or killed, the same command goes on at the last
checkpoint. A recipe is JSON; server/models/demonstration/recipe.json is one. Its models lie in the folder, in reward/
and generator/; with --register they also become candidates, as "toile models list" shows them, with what was measured.
With --quick they become candidates only where the numbers match.

Train PickScore's plug-ins or Stable Diffusion's adapter on your own data by a recipe whose stages have
{"parent": {"folder": "..."}} and whose groups are {"folder": "..."} (NDJSON with images, or PickaPic's parquet).

Objectives of stages, beside those of the demonstration: picks with "trains" (HPS-style), comparisons
(ImageReward-style) and ratings (aesthetic), which are measured when "baselines" names them; pairPreference
(Diffusion-DPO), likedPictures (fine-tuning), and stepReward with stepPreference (SPO), which make a generator.`;

/** Adds `toile models train [recipe]`. */
export function trainModelCommand(group: Command, withToile: WithToile): void {
  group
    .command('train')
    .description('Train models by a recipe, with progress, and measure them')
    .argument('[recipe]', 'JSON file; the small demonstration models if left out')
    .option('--quick', 'a few steps of everything, compared with the committed numbers')
    .option(
      '--out <folder>',
      "where images, checkpoints and models are kept; by the recipe's name in the data folder",
    )
    .option('--register <name>', 'also register what comes out, as candidates of this name')
    .addHelpText('after', HELP)
    .action((path: string | undefined, options: TrainOptions) => train(withToile, path, options));
}

async function train(
  withToile: WithToile,
  path: string | undefined,
  { quick = false, out, register }: TrainOptions,
): Promise<void> {
  if (quick && path !== undefined)
    throw invalidInput('--quick takes a recipe of its own: leave out --quick, or the recipe');
  const { dataDirectory, tensorBackend } = readConfig(process.env);
  const builtIn = join(DEMONSTRATION_FOLDER, quick ? 'quick.json' : 'recipe.json');
  const recipe = readRecipe(path === undefined ? builtIn : resolve(path));
  const folder = resolve(out ?? join(dataDirectory, 'models', 'training', recipe.name));
  if (register !== undefined) await requireRegistry(withToile, recipe, register);
  const progress = await TrainingProgress.open(recipe, folder);
  const abort = new AbortController();
  const stop = () => abort.abort(conflict('Stopped. The same command goes on from the last checkpoint.'));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  try {
    const outcome = await trainInThreads(recipe, {
      folder,
      lanes: 2,
      tensorBackend,
      signal: abort.signal,
      report: (point) => progress.point(point),
      log: (line) => progress.line(line),
    });
    progress.end();
    print(outcome);
    if (quick && !matches(await progress.points(), outcome)) failWithout(register);
    else if (register !== undefined)
      await registerAll(withToile, { name: register, recipe, outcome }, abort.signal);
  } finally {
    progress.end();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.removeListener(signal, stop);
  }
}

/** Says before hours of training what would keep their models from being registered. */
async function requireRegistry(withToile: WithToile, { packages }: Recipe, name: string): Promise<void> {
  if (!isName(name))
    throw invalidInput(`--register needs a name of 1 to ${NAME_LENGTH_RANGE.max} characters`);
  if (packages.reward === undefined && packages.generator === undefined)
    throw invalidInput('There is nothing to register: packages of the recipe names no stage');
  await withToile(async () => {}).catch((error: unknown) => {
    throw notRegistered(
      error,
      'Nothing was trained yet, since the models could not be registered',
      NO_DATABASE,
    );
  });
}

const NO_DATABASE =
  'Start the database or correct DATABASE_URL, or leave --register out and bring the models in later with ' +
  '"toile models import".';

const AGAIN = 'The same command tries again, and trains nothing twice.';

async function registerAll(withToile: WithToile, trained: TrainedRecipe, signal: AbortSignal): Promise<void> {
  const register = () =>
    withToile(async ({ toile: { models } }) => {
      await models.registerDemonstration(); // what was trained on from it is to know so
      return registerTrained(models.registry, OPERATOR, trained, { signal });
    });
  const versions = await register().catch((error: unknown) => {
    throw notRegistered(error, 'The models are trained, but not registered', AGAIN);
  });
  for (const { id, kind } of versions) process.stdout.write(`registered as a candidate: ${kind} ${id}\n`);
}

/** The same error with where things stand and what to do; a defect stays what it is. */
function notRegistered(error: unknown, state: string, advice: string): unknown {
  if (!(error instanceof DomainError)) return error;
  return new DomainError(error.code, `${state}: ${error.message.replace(/\.$/, '')}. ${advice}`, {
    cause: error,
  });
}

/** Compares with the committed numbers of the quick recipe, and says what differs. */
function matches(points: readonly CurvePoint[], { metrics }: TrainingOutcome): boolean {
  const expected = readExpectedNumbers(join(DEMONSTRATION_FOLDER, 'quick-numbers.json'));
  const differences = differingNumbers(expected, numbersOf(expected.backend, points, metrics));
  if (differences.length === 0) {
    process.stdout.write(`matches the committed numbers (${expected.backend})\n`);
    return true;
  }
  process.stdout.write(`differs from the committed numbers (${expected.backend}):\n`);
  for (const difference of differences) process.stdout.write(`  ${difference}\n`);
  return false;
}

/** @param register the name that was asked for */
function failWithout(register: string | undefined): void {
  if (register !== undefined) process.stdout.write(`nothing is registered as ${register}\n`);
  process.exitCode = 1;
}

function print({ packages, metrics }: TrainingOutcome): void {
  process.stdout.write(metricLines(metrics.map((metric) => ({ ...metric, count: metric.n }))));
  for (const [kind, path] of Object.entries(packages)) process.stdout.write(`${kind}: ${path}\n`);
}
