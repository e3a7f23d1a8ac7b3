import type { AutoencoderConfig } from '../autoencoder/autoencoder-config.js';
import { JsonObject, POSITIVE, type SupportedValues } from './json-object.js';

const SUPPORTED: SupportedValues = {
  act_fn: ['silu'],
  in_channels: [3],
  out_channels: [3],
  latents_mean: [],
  latents_std: [],
  mid_block_add_attention: [true],
  shift_factor: [],
  use_post_quant_conv: [true],
  use_quant_conv: [true],
};

const READ = [
  'block_out_channels',
  'down_block_types',
  'up_block_types',
  'layers_per_block',
  'latent_channels',
  'norm_num_groups',
  'scaling_factor',
];

/** Without effect on float32 numbers, or on pictures of any size. */
const HARMLESS = ['force_upcast', 'sample_size'];

/**
 * Reads `vae/config.json` of diffusers' `AutoencoderKL`.
 *
 * @throws {ModelError} naming every choice that is not supported
 */
export function autoencoderConfig(value: unknown, origin: string): AutoencoderConfig {
  const json = new JsonObject(value, origin);
  json.require({ ...SUPPORTED, _class_name: ['AutoencoderKL'] });
  json.requireKnown([...Object.keys(SUPPORTED), ...READ, ...HARMLESS]);
  const levelChannels = json.counts('block_out_channels');
  const repeated = (type: string) => [levelChannels.map(() => type)];
  json.require({
    down_block_types: repeated('DownEncoderBlock2D'),
    up_block_types: repeated('UpDecoderBlock2D'),
  });
  const groups = json.count('norm_num_groups', 32);
  if (levelChannels.some((channels) => channels % groups !== 0))
    json.refuse('block_out_channels', `multiples of the ${groups} groups`);
  return {
    levelChannels,
    blocksPerLevel: json.count('layers_per_block', 1),
    latentChannels: json.count('latent_channels', 4),
    groups,
    scale: json.within('scaling_factor', POSITIVE, 0.18215),
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
