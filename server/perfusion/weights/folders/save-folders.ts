import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Autoencoder } from '../../autoencoder/autoencoder.js';
import type { ClipModel, ClipTextEncoder } from '../../clip/clip-model.js';
import { autoencoderJson } from '../../configs/autoencoder-json.js';
import { clipJson, textJson } from '../../configs/clip-json.js';
import {
  type AdapterDescription,
  adapterJson,
  type PlugInDescription,
  plugInJson,
} from '../../configs/personal-json.js';
import type { Sampling } from '../../configs/sampling-json.js';
import { type SchedulerConfig, schedulerJson } from '../../configs/scheduler-json.js';
import { unetJson } from '../../configs/unet-json.js';
import type { PersonalNetwork } from '../../control/personal-network.js';
import type { ClipTokenizer } from '../../data/tokenizer/clip-tokenizer.js';
import { writeTokenizer } from '../../data/tokenizer/open-tokenizer.js';
import type { Module } from '../../nn/module.js';
import type { PersonalRewardModel } from '../../reward/personal-reward-model.js';
import type { Unet } from '../../unet/unet.js';
import { saveWeights } from '../save-weights.js';
import { SAMPLING_FILE } from './generator-folder.js';
import { writeJsonFile } from './json-file.js';

/** F32 keeps every bit; F16 halves the files. */
export type SavedType = 'F16' | 'F32';

export interface RewardToSave {
  readonly clip: ClipModel;
  readonly tokenizer: ClipTokenizer;
  readonly plugIn?: { readonly model: PersonalRewardModel; readonly description: PlugInDescription };
}

export interface GeneratorToSave {
  readonly textEncoder: ClipTextEncoder;
  readonly tokenizer: ClipTokenizer;
  readonly unet: Unet;
  readonly autoencoder: Autoencoder;
  readonly scheduler: SchedulerConfig;
  /** How its pictures come out well, where that is known. */
  readonly sampling?: Sampling | undefined;
  readonly adapter?: { readonly network: PersonalNetwork; readonly description: AdapterDescription };
}

/**
 * Writes a reward model as a folder that `openRewardPipeline` and, but for the plug-ins, Hugging
 * Face's `CLIPModel` read.
 *
 * @param path is made if absent; files of the same names are replaced
 */
export function saveRewardFolder(
  path: string,
  { clip, tokenizer, plugIn }: RewardToSave,
  dataType: SavedType = 'F32',
): void {
  savePart(path, { module: clip, json: clipJson(clip.config), file: 'model.safetensors', dataType });
  writeTokenizer(path, tokenizer);
  if (!plugIn) return;
  const json = plugInJson(plugIn.description);
  savePart(join(path, 'plug_in'), { module: plugIn.model, json, file: 'model.safetensors', dataType });
}

/**
 * Writes a generator as a folder that `openGenerationPipeline` and, but for the adapter, diffusers'
 * `StableDiffusionPipeline` read.
 *
 * @param path is made if absent; files of the same names are replaced
 */
export function saveGeneratorFolder(
  path: string,
  { textEncoder, tokenizer, unet, autoencoder, scheduler, sampling, adapter }: GeneratorToSave,
  dataType: SavedType = 'F32',
): void {
  const save = (folder: string, module: Module, json: object, file = 'diffusion_pytorch_model.safetensors') =>
    savePart(join(path, folder), { module, json, file, dataType });
  save('text_encoder', textEncoder, textJson(textEncoder.config), 'model.safetensors');
  save('unet', unet, unetJson(unet.config));
  save('vae', autoencoder, autoencoderJson(autoencoder.config));
  if (adapter) save('pan', adapter.network, adapterJson(adapter.description));
  for (const folder of ['tokenizer', 'scheduler']) mkdirSync(join(path, folder), { recursive: true });
  writeTokenizer(join(path, 'tokenizer'), tokenizer);
  writeJsonFile(join(path, 'scheduler', 'scheduler_config.json'), schedulerJson(scheduler));
  if (sampling) writeJsonFile(join(path, SAMPLING_FILE), sampling);
  writeJsonFile(join(path, 'model_index.json'), modelIndex(scheduler));
}

interface PartToSave {
  readonly module: Module;
  readonly json: object;
  readonly file: string;
  readonly dataType: SavedType;
}

function savePart(folder: string, { module, json, file, dataType }: PartToSave): void {
  mkdirSync(folder, { recursive: true });
  saveWeights(module, join(folder, file), { dataType, metadata: { format: 'pt' } });
  writeJsonFile(join(folder, 'config.json'), json);
}

/** Tells diffusers which class reads which folder. */
const modelIndex = ({ sampler }: SchedulerConfig) => ({
  _class_name: 'StableDiffusionPipeline',
  feature_extractor: [null, null],
  safety_checker: [null, null],
  scheduler: ['diffusers', sampler === 'ddim' ? 'DDIMScheduler' : 'DPMSolverMultistepScheduler'],
  text_encoder: ['transformers', 'CLIPTextModel'],
  tokenizer: ['transformers', 'PreTrainedTokenizerFast'],
  unet: ['diffusers', 'UNet2DConditionModel'],
  vae: ['diffusers', 'AutoencoderKL'],
});
