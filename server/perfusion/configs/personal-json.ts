import { z } from 'zod';
import type { PersonalNetworkConfig } from '../control/personal-network.js';
import { ModelError } from '../model-error.js';
import { PLUG_IN_FORMS, type PlugInForm, type RewardConfig } from '../reward/personal-reward-model.js';
import type { UserConfig } from '../reward/user-encoder.js';
import type { UnetConfig } from '../unet/unet-config.js';
import { count, listOf, looseObject, name, oneOf, readConfig, strictObject, text } from './json-schema.js';

/** One feature of a merchant's profile and the values that a model was trained with. */
export interface Feature {
  readonly name: string;
  /** Row i of the embedding table belongs to value i; any other value takes the row behind the last. */
  readonly values: readonly string[];
}

/** The plug-ins of a reward model: `plug_in/config.json`. */
export interface PlugInDescription {
  readonly features: readonly Feature[];
  readonly form: PlugInForm;
  readonly adaNet: RewardConfig['adaNet'];
  readonly hiddenSize: number;
  readonly embeddingSize: number;
  readonly crossLayers: number;
  readonly crossType: UserConfig['crossType'];
}

/** The personalised adaptive network of a generator: `pan/config.json`. */
export interface AdapterDescription {
  readonly features: readonly Feature[];
  readonly embeddingSize: number;
  readonly crossLayers: number;
  readonly crossType: UserConfig['crossType'];
  readonly inputKernel: PersonalNetworkConfig['inputKernel'];
  /** Whether the branch without prompt is personalised too, as in training. */
  readonly panInUncond: boolean;
}

const FeatureJson = looseObject({ name, values: z.array(text, { error: 'lists of texts' }) });

const USER_KEYS = {
  features: listOf(FeatureJson, 'lists of objects', 'at least one feature'),
  embedding_size: count.default(16),
  cross_layers: count.default(3),
  cross_type: oneOf('v1', 'v2').default('v2'),
};

const PlugInJson = strictObject({
  ...USER_KEYS,
  form: oneOf(...PLUG_IN_FORMS).default('duplicated'),
  ada_net: oneOf('whole', 'perLayer').default('whole'),
  hidden_size: count.default(128),
});

const AdapterJson = strictObject({
  ...USER_KEYS,
  input_kernel: oneOf(1, 3).default(1),
  map_order: oneOf('HWC').optional(),
  pan_in_uncond: oneOf(true, false).default(true),
});

/** Reads `plug_in/config.json`. @throws {ModelError} naming what is missing or not supported */
export function plugInDescription(value: unknown, origin: string): PlugInDescription {
  const json = readConfig(PlugInJson, value, origin);
  return {
    ...userDescription(json, origin),
    form: json.form,
    adaNet: json.ada_net,
    hiddenSize: json.hidden_size,
  };
}

/** `plug_in/config.json`. */
export const plugInJson = (description: PlugInDescription): object => ({
  _class_name: 'PersonalRewardModel',
  ...userJson(description),
  form: description.form,
  ada_net: description.adaNet,
  hidden_size: description.hiddenSize,
});

/** Sizes of the plug-ins, for `PersonalRewardModel`. */
export const rewardConfig = (description: PlugInDescription): RewardConfig => ({
  form: description.form,
  adaNet: description.adaNet,
  hiddenSize: description.hiddenSize,
  user: userConfig(description),
});

/** Reads `pan/config.json`. @throws {ModelError} naming what is missing or not supported */
export function adapterDescription(value: unknown, origin: string): AdapterDescription {
  const json = readConfig(AdapterJson, value, origin);
  return {
    ...userDescription(json, origin),
    inputKernel: json.input_kernel,
    panInUncond: json.pan_in_uncond,
  };
}

/** `pan/config.json`. */
export const adapterJson = (description: AdapterDescription): object => ({
  _class_name: 'PersonalNetwork',
  ...userJson(description),
  input_kernel: description.inputKernel,
  map_order: 'HWC',
  pan_in_uncond: description.panInUncond,
});

/** Sizes of the adapter of a U-Net, for `PersonalNetwork`. */
export const personalNetworkConfig = (
  description: AdapterDescription,
  unet: UnetConfig,
): PersonalNetworkConfig => ({
  unet,
  user: userConfig(description),
  inputKernel: description.inputKernel,
});

type UserDescription = Pick<AdapterDescription, 'features' | 'embeddingSize' | 'crossLayers' | 'crossType'>;

const userConfig = ({ features, embeddingSize, crossLayers, crossType }: UserDescription): UserConfig => ({
  featureSizes: features.map(({ values }) => values.length),
  embeddingSize,
  crossLayers,
  crossType,
});

function userDescription(json: z.infer<z.ZodObject<typeof USER_KEYS>>, origin: string): UserDescription {
  requireDistinct(
    json.features.map((feature) => feature.name),
    `${origin}, features`,
  );
  for (const feature of json.features) requireDistinct(feature.values, `${origin}, feature ${feature.name}`);
  return {
    features: json.features,
    embeddingSize: json.embedding_size,
    crossLayers: json.cross_layers,
    crossType: json.cross_type,
  };
}

const userJson = (description: UserDescription) => ({
  features: description.features,
  embedding_size: description.embeddingSize,
  cross_layers: description.crossLayers,
  cross_type: description.crossType,
});

function requireDistinct(names: readonly string[], origin: string): void {
  const seen = new Set<string>();
  const repeated = names.filter((name) => seen.size === seen.add(name).size);
  if (repeated.length === 0) return;
  throw new ModelError(`${origin} lists ${[...new Set(repeated)].join(', ')} twice.`);
}
