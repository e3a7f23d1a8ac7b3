import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Autoencoder } from '../../autoencoder/autoencoder.js';
import type { AutoencoderConfig } from '../../autoencoder/autoencoder-config.js';
import { oldAttentionName } from '../../autoencoder/mid-attention.js';
import type { TextConfig } from '../../clip/clip-config.js';
import { ClipTextEncoder } from '../../clip/clip-model.js';
import { autoencoderConfig } from '../../configs/autoencoder-json.js';
import { textConfig } from '../../configs/clip-json.js';
import {
  type AdapterDescription,
  adapterDescription,
  personalNetworkConfig,
} from '../../configs/personal-json.js';
import { type Sampling, samplingOf } from '../../configs/sampling-json.js';
import { type SchedulerConfig, schedulerConfig } from '../../configs/scheduler-json.js';
import { unetConfig } from '../../configs/unet-json.js';
import { IGNORED_CONTROL_TENSORS } from '../../control/control-network.js';
import { PersonalNetwork } from '../../control/personal-network.js';
import type { ClipTokenizer } from '../../data/tokenizer/clip-tokenizer.js';
import { ModelError } from '../../model-error.js';
import { Unet } from '../../unet/unet.js';
import type { UnetConfig } from '../../unet/unet-config.js';
import type { TensorSource } from '../stored-tensor.js';
import type { AdaptedSource, FolderPart } from './folder-part.js';
import { openFittingTokenizer } from './folder-tokenizer.js';
import { readJsonFile } from './json-file.js';
import { adaptClip } from './reward-folder.js';

/** Sizes of a generator's parts. */
export interface GeneratorConfig {
  readonly text: TextConfig;
  readonly unet: UnetConfig;
  readonly autoencoder: AutoencoderConfig;
  readonly scheduler: SchedulerConfig;
  /** How its pictures come out well; absent where its makers do not say. */
  readonly sampling?: Sampling;
}

/** A generator as its folder describes it, without weights. */
export interface GeneratorFolder {
  readonly config: GeneratorConfig;
  readonly textEncoder: ClipTextEncoder;
  readonly tokenizer: ClipTokenizer;
  readonly unet: Unet;
  readonly autoencoder: Autoencoder;
  readonly adapter: { readonly network: PersonalNetwork; readonly description: AdapterDescription } | null;
  readonly parts: readonly FolderPart[];
}

/**
 * Reads the configuration of a generator: a Stable Diffusion pipeline of diffusers, optionally
 * with `pan/` and with `sampling.json`, which diffusers ignores.
 *
 * @throws {ModelError} if a file is missing or damaged, a choice is not supported, or the parts do
 *         not fit together
 */
export function readGeneratorFolder(path: string): GeneratorFolder {
  const config = readConfigs(path);
  requireOneSize(config, path);
  const textEncoder = new ClipTextEncoder(config.text);
  const unet = new Unet(config.unet);
  const autoencoder = new Autoencoder(config.autoencoder);
  const adapter = readAdapter(join(path, 'pan'), config.unet);
  const parts: FolderPart[] = [
    { path: join(path, 'text_encoder'), module: textEncoder, adapt: adaptClip },
    { path: join(path, 'unet'), module: unet },
    { path: join(path, 'vae'), module: autoencoder, adapt: adaptAutoencoder },
  ];
  if (adapter) parts.push({ path: join(path, 'pan'), module: adapter.network, adapt: adaptControl });
  const tokenizer = openFittingTokenizer(join(path, 'tokenizer'), config.text);
  return { config, textEncoder, tokenizer, unet, autoencoder, adapter, parts };
}

/** @returns how pictures of a generator come out well, or null where its folder does not say. @throws {ModelError} */
export function readSampling(path: string): Sampling | null {
  const file = join(path, SAMPLING_FILE);
  return existsSync(file) ? samplingOf(readJsonFile(file), file) : null;
}

export const SAMPLING_FILE = 'sampling.json';

function readConfigs(path: string): GeneratorConfig {
  const read = <T>(parse: (value: unknown, origin: string) => T, ...names: string[]): T => {
    const file = join(path, ...names);
    return parse(readJsonFile(file), file);
  };
  const sampling = readSampling(path);
  return {
    text: read(textConfig, 'text_encoder', 'config.json'),
    unet: read(unetConfig, 'unet', 'config.json'),
    autoencoder: read(autoencoderConfig, 'vae', 'config.json'),
    scheduler: read(schedulerConfig, 'scheduler', 'scheduler_config.json'),
    ...(sampling ? { sampling } : {}),
  };
}

/** @throws {ModelError} if one part hands another what it cannot take */
function requireOneSize({ text, unet, autoencoder }: GeneratorConfig, path: string): void {
  if (text.width !== unet.contextSize)
    throw new ModelError(
      `${path}: the text encoder's vectors have ${text.width} numbers, but the U-Net reads ${unet.contextSize}.`,
    );
  if (unet.latentChannels !== autoencoder.latentChannels)
    throw new ModelError(
      `${path}: the U-Net draws ${unet.latentChannels} channels, but the autoencoder decodes ${autoencoder.latentChannels}.`,
    );
}

function readAdapter(folder: string, unet: UnetConfig): GeneratorFolder['adapter'] {
  if (!existsSync(folder)) return null;
  const file = join(folder, 'config.json');
  const description = adapterDescription(readJsonFile(file), file);
  return { description, network: new PersonalNetwork(personalNetworkConfig(description, unet)) };
}

/** Takes the names that the published files have from before 2023. */
function adaptAutoencoder(source: TensorSource): AdaptedSource {
  const isOld = [...source.tensors.keys()].some((name) => name.includes('mid_block.attentions.0.query.'));
  return { source, options: isOld ? { rename: oldAttentionName } : {} };
}

const adaptControl = (source: TensorSource): AdaptedSource => ({
  source,
  options: { ignore: IGNORED_CONTROL_TENSORS },
});
