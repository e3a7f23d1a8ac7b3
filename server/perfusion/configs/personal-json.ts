import type { PersonalNetworkConfig } from '../control/personal-network.js';
import { ModelError } from '../model-error.js';
import type { PlugInForm, RewardConfig } from '../reward/personal-reward-model.js';
import type { UserConfig } from '../reward/user-encoder.js';
import type { UnetConfig } from '../unet/unet-config.js';
import { JsonObject } from './json-object.js';

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

const FORMS: readonly PlugInForm[] = ['duplicated', 'shared', 'visionOnly', 'textOnly'];
const USER_KEYS = ['features', 'embedding_size', 'cross_layers', 'cross_type'];

/** Reads `plug_in/config.json`. @throws {ModelError} naming what is missing or not supported */
export function plugInDescription(value: unknown, origin: string): PlugInDescription {
  const json = new JsonObject(value, origin);
  json.requireKnown([...USER_KEYS, 'form', 'ada_net', 'hidden_size']);
  return {
    ...userDescription(json),
    form: json.choice('form', FORMS, 'duplicated'),
    adaNet: json.choice('ada_net', ['whole', 'perLayer'], 'whole'),
    hiddenSize: json.count('hidden_size', 128),
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
  const json = new JsonObject(value, origin);
  json.requireKnown([...USER_KEYS, 'input_kernel', 'map_order', 'pan_in_uncond']);
  json.require({ map_order: ['HWC'] });
  return {
    ...userDescription(json),
    inputKernel: json.choice('input_kernel', [1, 3], 1),
    panInUncond: json.choice('pan_in_uncond', [true, false], true),
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

function userDescription(json: JsonObject): UserDescription {
  return {
    features: featuresOf(json),
    embeddingSize: json.count('embedding_size', 16),
    crossLayers: json.count('cross_layers', 3),
    crossType: json.choice('cross_type', ['v1', 'v2'], 'v2'),
  };
}

const userJson = (description: UserDescription) => ({
  features: description.features,
  embedding_size: description.embeddingSize,
  cross_layers: description.crossLayers,
  cross_type: description.crossType,
});

function featuresOf(json: JsonObject): Feature[] {
  const features = json.objects('features').map((feature) => ({
    name: feature.text('name'),
    values: feature.texts('values'),
  }));
  if (features.length === 0) json.refuse('features', 'at least one feature');
  requireDistinct(
    features.map(({ name }) => name),
    `${json.origin}, features`,
  );
  for (const { name, values } of features) requireDistinct(values, `${json.origin}, feature ${name}`);
  return features;
}

function requireDistinct(names: readonly string[], origin: string): void {
  const seen = new Set<string>();
  const repeated = names.filter((name) => seen.size === seen.add(name).size);
  if (repeated.length === 0) return;
  throw new ModelError(`${origin} lists ${[...new Set(repeated)].join(', ')} twice.`);
}
