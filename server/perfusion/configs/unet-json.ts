import type { UnetConfig } from '../unet/unet-config.js';
import { JsonObject, type SupportedValues } from './json-object.js';

const DOWN = { true: 'CrossAttnDownBlock2D', false: 'DownBlock2D' } as const;
const UP = { true: 'CrossAttnUpBlock2D', false: 'UpBlock2D' } as const;

const READ = [
  'in_channels',
  'out_channels',
  'sample_size',
  'block_out_channels',
  'down_block_types',
  'up_block_types',
  'layers_per_block',
  'cross_attention_dim',
  'attention_head_dim',
  'norm_num_groups',
];

/** Choices of diffusers' U-Nets that change what is computed, with the values that ours computes. */
const SUPPORTED: SupportedValues = {
  act_fn: ['silu'],
  addition_embed_type: [],
  addition_time_embed_dim: [],
  attention_type: ['default'],
  center_input_sample: [false],
  class_embed_type: [],
  class_embeddings_concat: [false],
  conv_in_kernel: [3],
  conv_out_kernel: [3],
  cross_attention_norm: [],
  downsample_padding: [1],
  dropout: [0],
  dual_cross_attention: [false],
  encoder_hid_dim: [],
  encoder_hid_dim_type: [],
  flip_sin_to_cos: [true],
  freq_shift: [0],
  mid_block_only_cross_attention: [false],
  mid_block_scale_factor: [1],
  mid_block_type: ['UNetMidBlock2DCrossAttn'],
  norm_eps: [1e-5],
  num_attention_heads: [],
  num_class_embeds: [],
  only_cross_attention: [false],
  projection_class_embeddings_input_dim: [],
  resnet_out_scale_factor: [1],
  resnet_skip_time_act: [false],
  resnet_time_scale_shift: ['default'],
  reverse_transformer_layers_per_block: [],
  time_cond_proj_dim: [],
  time_embedding_act_fn: [],
  time_embedding_dim: [],
  time_embedding_type: ['positional'],
  timestep_post_act: [],
  transformer_layers_per_block: [1],
  use_linear_projection: [false],
};

/** Without effect on float32 numbers, or only together with a choice that is refused. */
const HARMLESS = ['upcast_attention', 'addition_embed_type_num_heads'];

/** What a ControlNet says of its network for control images, which personalisation does not use. */
const CONTROL_ONLY = [
  'conditioning_channels',
  'conditioning_embedding_out_channels',
  'controlnet_conditioning_channel_order',
];

/**
 * Reads `unet/config.json` of diffusers' `UNet2DConditionModel`.
 *
 * @throws {ModelError} naming every choice that is not supported, e.g. the linear projections of
 *         Stable Diffusion 2 or the nine input channels of an inpainting model
 */
export function unetConfig(value: unknown, origin: string): UnetConfig {
  const json = new JsonObject(value, origin);
  json.require({ ...SUPPORTED, _class_name: ['UNet2DConditionModel'] });
  json.requireKnown([...READ, ...Object.keys(SUPPORTED), ...HARMLESS]);
  const config = sizes(json);
  requireHalves(json, config);
  json.require({
    out_channels: [config.latentChannels],
    up_block_types: [[...config.levelAttention].reverse().map((attends) => UP[`${attends}`])],
  });
  return config;
}

/**
 * Reads `config.json` of diffusers' `ControlNetModel`, whose blocks an adapter may start from.
 *
 * @param latentSize height and width of the latent, which such a file does not say
 * @throws {ModelError} naming every choice that is not supported
 */
export function controlConfig(value: unknown, latentSize: number, origin: string): UnetConfig {
  const json = new JsonObject(value, origin);
  json.require({ ...SUPPORTED, _class_name: ['ControlNetModel'], global_pool_conditions: [false] });
  json.requireKnown([
    ...READ,
    ...Object.keys(SUPPORTED),
    ...HARMLESS,
    ...CONTROL_ONLY,
    'global_pool_conditions',
  ]);
  return { ...sizes(json), latentSize };
}

function sizes(json: JsonObject): UnetConfig {
  const levelChannels = json.counts('block_out_channels');
  const groups = json.count('norm_num_groups', 32);
  const heads = json.count('attention_head_dim', 8); // diffusers' name for the number of heads
  for (const size of [groups, heads]) {
    if (levelChannels.some((channels) => channels % size !== 0))
      json.refuse('block_out_channels', `multiples of the ${size} groups or heads`);
  }
  return {
    latentChannels: json.count('in_channels', 4),
    latentSize: json.count('sample_size', 64),
    levelChannels,
    levelAttention: levelAttention(json, levelChannels.length),
    blocksPerLevel: json.count('layers_per_block', 2),
    contextSize: json.count('cross_attention_dim', 1280),
    heads,
    groups,
  };
}

/** Each level but the last halves the map, and the way up doubles it again. */
function requireHalves(json: JsonObject, { latentSize, levelChannels: { length } }: UnetConfig): void {
  const divisor = 2 ** (length - 1);
  if (latentSize % divisor !== 0)
    json.refuse('sample_size', `multiples of ${divisor}, which ${length} levels halve`);
}

function levelAttention(json: JsonObject, levels: number): boolean[] {
  const types = json.texts('down_block_types', [DOWN.true, DOWN.true, DOWN.true, DOWN.false]);
  const isKnown = types.every((type) => type === DOWN.true || type === DOWN.false);
  if (!isKnown || types.length !== levels)
    json.refuse('down_block_types', `${levels} of ${DOWN.true} or ${DOWN.false}, one a level`);
  return types.map((type) => type === DOWN.true);
}

/** `unet/config.json`, as diffusers reads it. */
export const unetJson = (config: UnetConfig): object => ({
  _class_name: 'UNet2DConditionModel',
  sample_size: config.latentSize,
  in_channels: config.latentChannels,
  out_channels: config.latentChannels,
  block_out_channels: config.levelChannels,
  layers_per_block: config.blocksPerLevel,
  down_block_types: config.levelAttention.map((attends) => DOWN[`${attends}`]),
  up_block_types: [...config.levelAttention].reverse().map((attends) => UP[`${attends}`]),
  mid_block_type: 'UNetMidBlock2DCrossAttn',
  cross_attention_dim: config.contextSize,
  attention_head_dim: config.heads,
  norm_num_groups: config.groups,
  norm_eps: 1e-5,
  act_fn: 'silu',
  flip_sin_to_cos: true,
  freq_shift: 0,
  downsample_padding: 1,
  mid_block_scale_factor: 1,
  center_input_sample: false,
  use_linear_projection: false,
});
