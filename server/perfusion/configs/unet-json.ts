import { z } from 'zod';
import type { UnetConfig } from '../unet/unet-config.js';
import {
  checked,
  count,
  ignored,
  listOf,
  oneOf,
  readConfig,
  refuse,
  requireEqual,
  strictObject,
  text,
} from './json-schema.js';

const DOWN = { true: 'CrossAttnDownBlock2D', false: 'DownBlock2D' } as const;
const UP = { true: 'CrossAttnUpBlock2D', false: 'UpBlock2D' } as const;

/** Choices of diffusers' U-Nets that change what is computed, with the values that ours computes. */
const SUPPORTED = {
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

const UnetJson = strictObject({
  _class_name: oneOf('UNet2DConditionModel').optional(),
  ...checked(SUPPORTED),
  // Without effect on float32 numbers, or only together with a choice that is refused.
  ...ignored('upcast_attention', 'addition_embed_type_num_heads'),
  in_channels: count.default(4),
  out_channels: z.unknown().optional(),
  sample_size: count.default(64),
  block_out_channels: listOf(count, 'lists of whole numbers'),
  down_block_types: z
    .array(text, { error: 'lists of texts' })
    .default([DOWN.true, DOWN.true, DOWN.true, DOWN.false]),
  up_block_types: z.unknown().optional(),
  layers_per_block: count.default(2),
  cross_attention_dim: count.default(1280),
  attention_head_dim: count.default(8), // diffusers' name for the number of heads
  norm_num_groups: count.default(32),
}).superRefine((json, context) => {
  requireMultiples(json, context);
  requireLevels(json, context);
  const { in_channels: channels, down_block_types: types } = json;
  requireEqual(context, 'out_channels', { found: json.out_channels, expected: channels });
  const up = types.map((type) => UP[`${type === DOWN.true}`]).reverse();
  requireEqual(context, 'up_block_types', { found: json.up_block_types, expected: up });
});

type UnetJson = z.infer<typeof UnetJson>;

/** Groups and heads part the channels; each level but the last halves the map, and the way up doubles it again. */
function requireMultiples(json: UnetJson, context: z.RefinementCtx): void {
  const { block_out_channels: channels, sample_size: size } = json;
  for (const divisor of [json.norm_num_groups, json.attention_head_dim]) {
    if (channels.some((each) => each % divisor !== 0))
      refuse(context, 'block_out_channels', `multiples of the ${divisor} groups or heads`);
  }
  const halving = 2 ** (channels.length - 1);
  if (size % halving !== 0)
    refuse(context, 'sample_size', `multiples of ${halving}, which ${channels.length} levels halve`);
}

function requireLevels(json: UnetJson, context: z.RefinementCtx): void {
  const {
    block_out_channels: { length: levels },
    down_block_types: types,
  } = json;
  const isKnown = types.every((type) => type === DOWN.true || type === DOWN.false);
  if (!isKnown || types.length !== levels)
    refuse(context, 'down_block_types', `${levels} of ${DOWN.true} or ${DOWN.false}, one a level`);
}

/**
 * Reads `unet/config.json` of diffusers' `UNet2DConditionModel`.
 *
 * @throws {ModelError} naming a choice that is not supported, e.g. the linear projections of
 *         Stable Diffusion 2 or the nine input channels of an inpainting model
 */
export function unetConfig(value: unknown, origin: string): UnetConfig {
  const json = readConfig(UnetJson, value, origin);
  return {
    latentChannels: json.in_channels,
    latentSize: json.sample_size,
    levelChannels: json.block_out_channels,
    levelAttention: json.down_block_types.map((type) => type === DOWN.true),
    blocksPerLevel: json.layers_per_block,
    contextSize: json.cross_attention_dim,
    heads: json.attention_head_dim,
    groups: json.norm_num_groups,
  };
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
