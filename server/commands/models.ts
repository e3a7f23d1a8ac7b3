import type { Command } from 'commander';
import type { ModelVersion } from '../models/index.js';
import { OPERATOR } from '../platform/index.js';
import type { Toile } from '../schema.js';
import type { WithToile } from './command.js';
import { evaluateModelCommand } from './models/evaluate-model.js';
import { importModelCommand, toKind } from './models/import-model.js';
import { remoteModelCommand } from './models/remote-model.js';
import { inferenceCommands } from './models/score-and-generate.js';
import { trainModelCommand } from './models/train-model.js';

const HELP = `
Bring PickScore as the reward model, 4 GB (not run here: it needs the network and the memory):
  hf download yuvalkirstain/PickScore_v1 config.json model.safetensors tokenizer.json --local-dir pickscore
  npm run toile -- models import pickscore --kind reward --name PickScore
  npm run toile -- models promote ID        # the id that the import printed

Bring Stable Diffusion 1.5 as the generator, 4 GB (not run here, for the same reasons):
  hf download stable-diffusion-v1-5/stable-diffusion-v1-5 scheduler/scheduler_config.json \\
    tokenizer/merges.txt tokenizer/vocab.json text_encoder/config.json text_encoder/model.safetensors \\
    unet/config.json unet/diffusion_pytorch_model.safetensors \\
    vae/config.json vae/diffusion_pytorch_model.safetensors --local-dir sd15
  npm run toile -- models import sd15 --kind generator --name "Stable Diffusion 1.5"
  npm run toile -- models promote ID

Use a GPU: NVIDIA with CUDA 11.2 and cuDNN 8.1 (not run here: this package downloads a library when it is installed):
  npm install --no-save @tensorflow/tfjs-node-gpu@4.22.0
  (cd node_modules/@tensorflow/tfjs-node-gpu && node scripts/install.js gpu download)
  TOILE_TF_BACKEND=gpu npm start

Models of that size need the GPU or @tensorflow/tfjs-node@4.22.0 (TOILE_TF_BACKEND=node, the same way): the built-in
backend holds 3.5 GiB and says so. Or leave them on a model server: "toile models remote --help".`;

/** `toile models ...`. */
export function modelsCommand(program: Command, withToile: WithToile): void {
  const group = program
    .command('models')
    .description('Look after the models: which there are and which are used')
    .addHelpText('after', HELP);
  listCommands(group, withToile);
  importModelCommand(group, withToile);
  stageCommands(group, withToile);
  remoteModelCommand(group, withToile);
  trainModelCommand(group, withToile);
  evaluateModelCommand(group, withToile);
  inferenceCommands(group, withToile);
}

function listCommands(group: Command, withToile: WithToile): void {
  group
    .command('list')
    .description('Print every version: id, kind, stage, architecture, size in bytes and name')
    .action(() =>
      withToile(async ({ toile: { models } }) => {
        await models.registerDemonstration();
        for (const version of await models.registry.list(OPERATOR)) print(lineOf(version));
      }),
    );
  group
    .command('show')
    .description('Print all that is known of a version, as JSON')
    .argument('<id>', 'as "toile models list" shows it')
    .action((id: string) => withToile(({ toile }) => show(toile, id)));
}

function stageCommands(group: Command, withToile: WithToile): void {
  group
    .command('promote')
    .description('Put a version into production; the one of its kind that was there is archived')
    .argument('<id>', 'as "toile models list" shows it')
    .action((id: string) =>
      withToile(async ({ toile: { models } }) => print(lineOf(await models.stages.promote(OPERATOR, id)))),
    );
  group
    .command('rollback')
    .description('Undo the last promotion of a kind')
    .argument('<kind>', 'reward or generator')
    .action((kind: string) =>
      withToile(async ({ toile: { models } }) =>
        print(lineOf(await models.stages.rollBack(OPERATOR, toKind(kind)))),
      ),
    );
  group
    .command('archive')
    .description('Put a candidate aside; it can be promoted again')
    .argument('<id>', 'as "toile models list" shows it')
    .action((id: string) =>
      withToile(async ({ toile: { models } }) => print(lineOf(await models.stages.archive(OPERATOR, id)))),
    );
  group
    .command('remove')
    .description('Remove an archived version with its files, for good')
    .argument('<id>', 'as "toile models list" shows it')
    .action((id: string) => withToile(({ toile: { models } }) => models.registry.remove(OPERATOR, id)));
}

async function show({ models: { registry } }: Toile, id: string): Promise<void> {
  const version = await registry.get(OPERATOR, id);
  const [files = []] = await registry.listFilesUnchecked([id]);
  const listed = files.map(({ path, hash, byteSize }) => ({ path, hash, byteSize }));
  print(JSON.stringify({ ...version, files: listed }, null, 2));
}

const lineOf = ({ id, kind, stage, architecture, byteSize, name }: ModelVersion) =>
  [id, kind, stage, architecture, byteSize, name].join('\t');

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
