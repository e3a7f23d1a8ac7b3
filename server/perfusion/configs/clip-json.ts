import { z } from 'zod';
import type { ClipConfig, TextConfig, TowerConfig, VisionConfig } from '../clip/clip-config.js';
import { count, fraction, looseObject, oneOf, readConfig, refuse } from './json-schema.js';

/** What Hugging Face's `CLIPTextConfig` and `CLIPVisionConfig` assume of a tower that does not say. */
const TEXT_DEFAULTS = { width: 512, hiddenWidth: 2048, layers: 12, heads: 8 };
const VISION_DEFAULTS = { width: 768, hiddenWidth: 3072, layers: 12, heads: 12 };

const towerKeys = ({ width, hiddenWidth, layers, heads }: typeof TEXT_DEFAULTS) => ({
  hidden_size: count.default(width),
  intermediate_size: count.default(hiddenWidth),
  num_hidden_layers: count.default(layers),
  num_attention_heads: count.default(heads),
  hidden_act: oneOf('quick_gelu', 'gelu', 'silu', 'relu').default('quick_gelu'),
  layer_norm_eps: fraction.default(1e-5),
});

type TowerJson = z.infer<z.ZodObject<ReturnType<typeof towerKeys>>>;

const TEXT_KEYS = {
  model_type: oneOf('clip_text_model', 'clip').optional(),
  ...towerKeys(TEXT_DEFAULTS),
  vocab_size: count.default(49_408),
  max_position_embeddings: count.default(77),
};

const TextJson = looseObject(TEXT_KEYS).superRefine(requireHeads);

const TextEncoderJson = looseObject({
  ...TEXT_KEYS,
  architectures: oneOf(['CLIPTextModel']).optional(),
}).superRefine(requireHeads);

const VisionJson = looseObject({
  model_type: oneOf('clip_vision_model', 'clip').optional(),
  num_channels: oneOf(3).optional(),
  ...towerKeys(VISION_DEFAULTS),
  image_size: count.default(224),
  patch_size: count.default(32),
}).superRefine((json, context) => {
  const { image_size: imageSize, patch_size: patchSize } = json;
  if (imageSize % patchSize !== 0) refuse(context, 'patch_size', `divisors of the image size ${imageSize}`);
  requireHeads(json, context);
});

function requireHeads(
  { hidden_size: width, num_attention_heads: heads }: TowerJson,
  context: z.RefinementCtx,
) {
  if (width % heads !== 0) refuse(context, 'num_attention_heads', `divisors of the width ${width}`);
}

const ClipJson = looseObject({
  model_type: oneOf('clip').optional(),
  projection_dim: count.default(512),
  text_config: z.unknown().optional(),
  text_config_dict: z.unknown().optional(),
  vision_config: z.unknown().optional(),
  vision_config_dict: z.unknown().optional(),
});

/**
 * Reads `config.json` of Hugging Face's `CLIPModel`. Published files leave out what equals the
 * library's defaults, so absent keys take those.
 *
 * @param value  parsed JSON
 * @param origin the file, for messages
 * @throws {ModelError} if the model is no CLIP, or a size or choice is not supported
 */
export function clipConfig(value: unknown, origin: string): ClipConfig {
  const json = readConfig(ClipJson, value, origin);
  const tower = <Schema extends z.ZodType>(schema: Schema, key: 'text_config' | 'vision_config') => {
    // As in the library, an old file's *_config_dict wins, with defaults of its own.
    const chosen = json[`${key}_dict`] === undefined ? key : (`${key}_dict` as const);
    return readConfig(schema, json[chosen] ?? {}, `${origin}, ${chosen}`);
  };
  return {
    text: textTower(tower(TextJson, 'text_config')),
    vision: visionTower(tower(VisionJson, 'vision_config')),
    embedding: json.projection_dim,
  };
}

/** Reads `text_encoder/config.json`, a `CLIPTextModel`; arguments and errors as for `clipConfig`. */
export const textConfig = (value: unknown, origin: string): TextConfig =>
  textTower(readConfig(TextEncoderJson, value, origin));

const textTower = (json: z.infer<typeof TextJson>): TextConfig => ({
  ...towerSizes(json),
  vocabulary: json.vocab_size,
  context: json.max_position_embeddings,
});

const visionTower = (json: z.infer<typeof VisionJson>): VisionConfig => ({
  ...towerSizes(json),
  imageSize: json.image_size,
  patchSize: json.patch_size,
});

const towerSizes = (json: TowerJson): TowerConfig => ({
  width: json.hidden_size,
  hiddenWidth: json.intermediate_size,
  layers: json.num_hidden_layers,
  heads: json.num_attention_heads,
  activation: json.hidden_act,
  epsilon: json.layer_norm_eps,
});

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
