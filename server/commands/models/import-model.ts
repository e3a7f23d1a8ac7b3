import { resolve } from 'node:path';
import { Presets, SingleBar } from 'cli-progress';
import { type Command, Option } from 'commander';
import { isNotedSimulated, ModelKind } from '../../models/index.js';
import { conflict, invalidInput, OPERATOR } from '../../platform/index.js';
import type { WithToile } from '../command.js';

interface ImportOptions {
  readonly kind: string;
  readonly name: string;
}

const HELP = `
A REWARD folder is a CLIP model in the layout of Hugging Face: config.json, model.safetensors (or shards with their
index), and tokenizer.json or merges.txt with vocab.json; optionally plug_in/ of PerFusionRM.
A GENERATOR folder is a Stable Diffusion pipeline in the layout of diffusers: text_encoder, tokenizer, unet, vae and
scheduler; optionally pan/ of PerFusion.
Every tensor is checked: one that is missing, unexpected, of another shape or not finite is named, and nothing is
registered. The files are copied into the data folder; other files of the folder are left alone.`;

const MEGABYTE = 1e6;

/** `toile models import FOLDER`. */
export function importModelCommand(group: Command, withToile: WithToile): void {
  group
    .command('import')
    .description('Check the weights in a folder, register them as a candidate and print the id')
    .argument('<folder>', 'anywhere on this machine')
    .addOption(kindOption())
    .requiredOption('--name <name>', 'what to call the version')
    .addHelpText('after', HELP)
    .action((folder: string, options: ImportOptions) => importModel(withToile, resolve(folder), options));
}

export const kindOption = () =>
  new Option('--kind <kind>', 'what the model does').choices(['reward', 'generator']).makeOptionMandatory();

export const toKind = (word: string): ModelKind => {
  const kind = Object.values(ModelKind).find((known) => known === word.toUpperCase());
  if (!kind) throw invalidInput(`A model is a reward or a generator, not "${word}"`);
  return kind;
};

async function importModel(
  withToile: WithToile,
  folder: string,
  { kind, name }: ImportOptions,
): Promise<void> {
  await withToile(async ({ toile: { models } }) => {
    const progress = progressBar();
    process.stderr.write('Checking every tensor ...\n');
    const version = { kind: toKind(kind), name, folder, simulated: isNotedSimulated(folder) };
    const work = { signal: stoppedByPeople(), report: progress.update };
    const { id } = await models.registry.register(OPERATOR, version, work).finally(progress.stop);
    process.stdout.write(`${id}\n`);
  });
}

/** A bar on a terminal, a line now and then elsewhere, both on stderr. */
function progressBar() {
  const format = '{bar} {percentage} % | {value} of {total} MB kept';
  const bar = new SingleBar({ format, noTTYOutput: true, hideCursor: true }, Presets.shades_classic);
  return {
    update: (done: number, total: number): void => {
      if (!bar.isActive) bar.start(Math.ceil(total / MEGABYTE), 0);
      bar.update(Math.round(done / MEGABYTE));
    },
    stop: (): void => bar.stop(),
  };
}

function stoppedByPeople(): AbortSignal {
  const controller = new AbortController();
  const reason = conflict('Stopped, and nothing was registered.');
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => controller.abort(reason));
  return controller.signal;
}
