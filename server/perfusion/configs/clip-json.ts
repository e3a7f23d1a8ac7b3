import type { ClipConfig, TextConfig, TowerConfig, VisionConfig } from '../clip/clip-config.js';
import type { ActivationName } from '../nn/activation.js';
import { FRACTION, JsonObject } from './json-object.js';

const ACTIVATIONS: readonly ActivationName[] = ['quick_gelu', 'gelu', 'silu', 'relu'];

/** What Hugging Face's `CLIPTextConfig` and `CLIPVisionConfig` assume of a tower that does not say. */
const TEXT_DEFAULTS = { width: 512, hiddenWidth: 2048, layers: 12, heads: 8 };
const VISION_DEFAULTS = { width: 768, hiddenWidth: 3072, layers: 12, heads: 12 };
const DEFAULT_EMBEDDING = 512;

/**
 * Reads `config.json` of Hugging Face's `CLIPModel`. Published files leave out what equals the
 * library's defaults, so absent keys take those.
 *
 * @param value  parsed JSON
 * @param origin the file, for messages
 * @throws {ModelError} if the model is no CLIP, or a size or choice is not supported
 */
export function clipConfig(value: unknown, origin: string): ClipConfig {
  const json = new JsonObject(value, origin);
  json.require({ model_type: ['clip'] });
  const tower = (name: 'text' | 'vision') =>
    // As in the library, an old file's *_config_dict wins, with defaults of its own.
    json.object(`${name}_config_dict`) ?? json.object(`${name}_config`) ?? new JsonObject({}, origin);
  return {
    text: textTower(tower('text')),
    vision: visionTower(tower('vision')),
    embedding: json.count('projection_dim', DEFAULT_EMBEDDING),
  };
}

/** Reads `text_encoder/config.json`, a `CLIPTextModel`; arguments and errors as for `clipConfig`. */
export function textConfig(value: unknown, origin: string): TextConfig {
  const json = new JsonObject(value, origin);
  json.require({ model_type: ['clip_text_model', 'clip'], architectures: [['CLIPTextModel']] });
  return textTower(json);
}

function textTower(json: JsonObject): TextConfig {
  json.require({ model_type: ['clip_text_model', 'clip'] });
  return {
    ...towerSizes(json, TEXT_DEFAULTS),
    vocabulary: json.count('vocab_size', 49_408),
    context: json.count('max_position_embeddings', 77),
  };
}

function visionTower(json: JsonObject): VisionConfig {
  json.require({ model_type: ['clip_vision_model', 'clip'], num_channels: [3] });
  const imageSize = json.count('image_size', 224);
  const patchSize = json.count('patch_size', 32);
  if (imageSize % patchSize !== 0) json.refuse('patch_size', `divisors of the image size ${imageSize}`);
  return { ...towerSizes(json, VISION_DEFAULTS), imageSize, patchSize };
}

function towerSizes(json: JsonObject, defaults: typeof TEXT_DEFAULTS): TowerConfig {
  const width = json.count('hidden_size', defaults.width);
  const heads = json.count('num_attention_heads', defaults.heads);
  if (width % heads !== 0) json.refuse('num_attention_heads', `divisors of the width ${width}`);
  return {
    width,
    hiddenWidth: json.count('intermediate_size', defaults.hiddenWidth),
    layers: json.count('num_hidden_layers', defaults.layers),
    heads,
    activation: json.choice('hidden_act', ACTIVATIONS, 'quick_gelu'),
    epsilon: json.within('layer_norm_eps', FRACTION, 1e-5),
  };
}

/** `config.json` of a CLIP model, as Hugging Face reads it. */
export function clipJson({ text, vision, embedding }: ClipConfig): object {
  return {
    architectures: ['CLIPModel'],
    model_type: 'clip',
    projection_dim: embedding,
    text_config: { ...textTowerJson(text), projection_dim: embedding },
    vision_config: {
      model_type: 'clip_vision_model',
      ...towerJson(vision),
      image_size: vision.imageSize,
      patch_size: vision.patchSize,
      num_channels: 3,
      projection_dim: embedding,
    },
  };
}

/** `text_encoder/config.json`, as Hugging Face reads it. */
export const textJson = (config: TextConfig): object => ({
  architectures: ['CLIPTextModel'],
  ...textTowerJson(config),
});

const textTowerJson = (config: TextConfig) => ({
  model_type: 'clip_text_model',
  ...towerJson(config),
  vocab_size: config.vocabulary,
  max_position_embeddings: config.context,
  bos_token_id: config.vocabulary - 2,
  eos_token_id: config.vocabulary - 1,
  pad_token_id: config.vocabulary - 1,
});

const towerJson = (config: TowerConfig) => ({
  hidden_size: config.width,
  intermediate_size: config.hiddenWidth,
  num_hidden_layers: config.layers,
  num_attention_heads: config.heads,
  hidden_act: config.activation,
  layer_norm_eps: config.epsilon,
});
