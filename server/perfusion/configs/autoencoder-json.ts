import { z } from 'zod';
import type { AutoencoderConfig } from '../autoencoder/autoencoder-config.js';
import {
  checked,
  count,
  ignored,
  listOf,
  oneOf,
  positive,
  readConfig,
  refuse,
  requireEqual,
  strictObject,
} from './json-schema.js';

const AutoencoderJson = strictObject({
  _class_name: oneOf('AutoencoderKL').optional(),
  ...checked({
    act_fn: ['silu'],
    in_channels: [3],
    out_channels: [3],
    latents_mean: [],
    latents_std: [],
    mid_block_add_attention: [true],
    shift_factor: [],
    use_post_quant_conv: [true],
    use_quant_conv: [true],
  }),
  // Without effect on float32 numbers, or on pictures of any size.
  ...ignored('force_upcast', 'sample_size'),
  block_out_channels: listOf(count, 'lists of whole numbers'),
  down_block_types: z.unknown().optional(),
  up_block_types: z.unknown().optional(),
  layers_per_block: count.default(1),
  latent_channels: count.default(4),
  norm_num_groups: count.default(32),
  scaling_factor: positive.default(0.18215),
}).superRefine((json, context) => {
  const { block_out_channels: channels, norm_num_groups: groups } = json;
  const repeated = (type: string) => channels.map(() => type);
  const [down, up] = [repeated('DownEncoderBlock2D'), repeated('UpDecoderBlock2D')];
  requireEqual(context, 'down_block_types', { found: json.down_block_types, expected: down });
  requireEqual(context, 'up_block_types', { found: json.up_block_types, expected: up });
  if (channels.some((size) => size % groups !== 0))
    refuse(context, 'block_out_channels', `multiples of the ${groups} groups`);
});

/**
 * Reads `vae/config.json` of diffusers' `AutoencoderKL`.
 *
 * @throws {ModelError} naming a choice that is not supported
 */
export function autoencoderConfig(value: unknown, origin: string): AutoencoderConfig {
  const json = readConfig(AutoencoderJson, value, origin);
  return {
    levelChannels: json.block_out_channels,
    blocksPerLevel: json.layers_per_block,
    latentChannels: json.latent_channels,
    groups: json.norm_num_groups,
    scale: json.scaling_factor,
  };
}

/** `vae/config.json`, as diffusers reads it. */
export const autoencoderJson = (config: AutoencoderConfig): object => ({
  _class_name: 'AutoencoderKL',
  in_channels: 3,
  out_channels: 3,
  block_out_channels: config.levelChannels,
  down_block_types: config.levelChannels.map(() => 'DownEncoderBlock2D'),
  up_block_types: config.levelChannels.map(() => 'UpDecoderBlock2D'),
  layers_per_block: config.blocksPerLevel,
  latent_channels: config.latentChannels,
  norm_num_groups: config.groups,
  scaling_factor: config.scale,
  act_fn: 'silu',
});
