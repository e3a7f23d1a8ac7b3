import { existsSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Feature } from '../../configs/personal-json.js';
import { ModelError } from '../../model-error.js';
import { parameterCount } from '../../nn/module.js';
import { weightFilesOf } from '../open-weights.js';
import { checkParts, type FolderPart } from './folder-part.js';
import { readGeneratorFolder, SAMPLING_FILE } from './generator-folder.js';
import { readRewardFolder } from './reward-folder.js';

export interface InspectedFile {
  readonly path: string;
  readonly byteSize: number;
  /** When it was last written, in milliseconds since 1970: before its numbers were checked. */
  readonly modifiedMs: number;
}

/** What a model folder holds. */
export interface InspectedFolder {
  readonly kind: 'REWARD' | 'GENERATOR';
  /** `CLIP`, `PerFusionRM`, `Stable Diffusion` or `PerFusion`. */
  readonly architecture: string;
  /** Sizes and choices of all parts, for people and for comparing versions. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Features of a merchant's profile that the model reads; none where it is not personalised. */
  readonly features: readonly Feature[];
  readonly parameterCount: number;
  /** Bytes of all files together. */
  readonly byteSize: number;
  /** The files that the model needs, by path inside the folder with `/`, sorted; anything else there is left out. */
  readonly files: readonly InspectedFile[];
}

/** Files of the layout besides weights, by place. */
const TOKENIZER_FILES = [
  'tokenizer.json',
  'tokenizer_config.json',
  'special_tokens_map.json',
  'merges.txt',
  'vocab.json',
];
const REWARD_FILES = ['config.json', 'preprocessor_config.json', ...TOKENIZER_FILES, 'plug_in/config.json'];
const GENERATOR_FILES = [
  'model_index.json',
  SAMPLING_FILE,
  'scheduler/scheduler_config.json',
  ...['text_encoder', 'unet', 'vae', 'pan'].map((part) => `${part}/config.json`),
  ...TOKENIZER_FILES.map((name) => `tokenizer/${name}`),
];

/**
 * Checks a model folder strictly, without a backend: configurations, names, shapes and numbers.
 *
 * @param options.values `skip` leaves out reading the numbers, which takes a few seconds per gigabyte
 * @throws {ModelError} if it is no model folder, a file is missing, damaged or truncated, a choice
 *         is not supported, or tensors do not fit, all of them named
 */
export function inspectModelFolder(
  path: string,
  { values = 'read' }: { values?: 'read' | 'skip' } = {},
): InspectedFolder {
  const kind = kindOf(path);
  const { parts, ...description } = kind === 'REWARD' ? describeReward(path) : describeGenerator(path);
  checkParts(parts, values);
  const files = filesOf(path, kind === 'REWARD' ? REWARD_FILES : GENERATOR_FILES, parts);
  return {
    kind,
    ...description,
    parameterCount: parts.reduce((sum, { module }) => sum + parameterCount(module), 0),
    byteSize: files.reduce((sum, { byteSize }) => sum + byteSize, 0),
    files,
  };
}

function kindOf(path: string): InspectedFolder['kind'] {
  const has = (name: string) => existsSync(join(path, name));
  if (has('unet')) return 'GENERATOR';
  if (has('config.json')) return 'REWARD';
  throw new ModelError(
    `${path} is no model folder. A reward model has config.json and model.safetensors (Hugging Face's CLIPModel); ` +
      'a generator has text_encoder, tokenizer, unet, vae and scheduler (a Stable Diffusion pipeline of diffusers).',
  );
}

function describeReward(path: string) {
  const { clip, plugIn, parts } = readRewardFolder(path);
  return {
    parts,
    architecture: plugIn ? 'PerFusionRM' : 'CLIP',
    config: { clip: clip.config, ...(plugIn ? { plugIn: withoutFeatures(plugIn.description) } : {}) },
    features: plugIn?.description.features ?? [],
  };
}

function describeGenerator(path: string) {
  const { config, adapter, parts } = readGeneratorFolder(path);
  return {
    parts,
    architecture: adapter ? 'PerFusion' : 'Stable Diffusion',
    config: { ...config, ...(adapter ? { pan: withoutFeatures(adapter.description) } : {}) },
    features: adapter?.description.features ?? [],
  };
}

function withoutFeatures<T extends { readonly features: unknown }>({ features: _, ...rest }: T) {
  return rest;
}

function filesOf(path: string, names: readonly string[], parts: readonly FolderPart[]): InspectedFile[] {
  const weights = parts
    .flatMap((part) => weightFilesOf(part.path))
    .map((file) => relative(path, file).replaceAll(sep, '/'));
  return [...names.filter((name) => existsSync(join(path, name))), ...weights].sort().map((name) => {
    const { size, mtimeMs } = statSync(join(path, name));
    return { path: name, byteSize: size, modifiedMs: mtimeMs };
  });
}
