import type { Command } from 'commander';
import { invalidInput, OPERATOR } from '../../platform/index.js';
import type { WithToile } from '../command.js';
import { numberOf } from '../number-option.js';
import { kindOption, toKind } from './import-model.js';

interface RemoteOptions {
  readonly kind: string;
  readonly name: string;
  readonly model: string;
  readonly modelVersion?: string;
  readonly keyVariable?: string;
  readonly feature: readonly string[];
  readonly tensor: readonly string[];
  readonly steps?: string;
  readonly guidance?: string;
}

const HELP = `
The server speaks the KServe Open Inference Protocol v2 (Triton, KServe, Ray Serve, or a Toile worker with
TOILE_INFERENCE_PORT). It must know the model, with inputs and outputs that fit, or nothing is registered.
Its key is read from an environment variable of the Toile server and kept nowhere else. The variable holds the
address of the model server, a space and the key, which is sent to that address only:
  TOILE_REMOTE_KEY_TRITON="https://models.example.com s3cret"
A server that is not on a public internet address must be listed in TOILE_REMOTE_HOSTS (see "toile config"):
  TOILE_REMOTE_HOSTS=triton.internal:8000

Where the server takes pixels (UINT8) of a fixed height and width, it gets the middle of an image in that size; where
it takes any size (-1), the whole image, shrunk to 512 pixels on its larger side.

The protocol does not say which inputs must be there. A generator that must be told its steps and guidance, as Triton's
usually must, is told those of --steps and --guidance unless a request gives others; without them it decides itself.

Examples:
  toile models remote https://models.example.com --kind reward --name "PickScore on Triton" --model pickscore \\
    --key-variable TOILE_REMOTE_KEY_TRITON
  toile models remote https://models.example.com --kind generator --name "SD 1.5 on Triton" --model sd15 \\
    --steps 30 --guidance 7.5`;

const several = (value: string, before: readonly string[]) => [...before, value];

/** `toile models remote URL`. */
export function remoteModelCommand(group: Command, withToile: WithToile): void {
  group
    .command('remote')
    .description('Register a model that a model server runs as a candidate and print the id')
    .argument('<url>', 'root of the server, without /v2')
    .addOption(kindOption())
    .requiredOption('--name <name>', 'what to call the version')
    .requiredOption('--model <name>', 'the name of the model there')
    .option('--model-version <version>', 'the one the server chooses otherwise')
    .option(
      '--key-variable <name>',
      'environment variable TOILE_REMOTE_KEY_... that holds its address and key',
    )
    .option('--feature <name=value,value>', 'what it looks at of a store; may be repeated', several, [])
    .option('--tensor <ours=theirs>', 'a tensor that it calls otherwise; may be repeated', several, [])
    .option('--steps <number>', 'denoising steps, for a generator that must be told; with --guidance')
    .option('--guidance <number>', 'scale of classifier-free guidance, for the same; with --steps')
    .addHelpText('after', HELP)
    .action((url: string, options: RemoteOptions) => register(withToile, url, options));
}

async function register(withToile: WithToile, url: string, options: RemoteOptions): Promise<void> {
  const { name, model: modelName, modelVersion = null, keyVariable = null } = options;
  const features = options.feature
    .map((text) => pairOf('--feature', text))
    .map(([feature, values]) => ({ name: feature, values: values.split(',') }));
  const tensors = Object.fromEntries(options.tensor.map((text) => pairOf('--tensor', text)));
  const remote = { url, modelName, modelVersion, tensors, keyVariable };
  await withToile(async ({ toile: { models } }) => {
    const version = { kind: toKind(options.kind), name, features, sampling: samplingOf(options), remote };
    const { id } = await models.registry.registerRemote(OPERATOR, version);
    process.stdout.write(`${id}\n`);
  });
}

function samplingOf(options: RemoteOptions): { steps: number; guidance: number } | null {
  const [steps, guidance] = [numberOf('--steps', options.steps), numberOf('--guidance', options.guidance)];
  if (steps === null && guidance === null) return null;
  if (steps === null || guidance === null)
    throw invalidInput('--steps and --guidance go together: say both, or neither');
  return { steps, guidance };
}

function pairOf(option: string, text: string): [string, string] {
  const [name, ...rest] = text.split('=');
  if (!name || rest.length === 0)
    throw invalidInput(`${option} needs a name, "=" and a value, not "${text}"`);
  return [name, rest.join('=')];
}
