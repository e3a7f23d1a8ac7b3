import type { AutoencoderConfig } from '../autoencoder/autoencoder-config.js';
import type { UnetConfig } from '../unet/unet-config.js';

/** Stable Diffusion 1.5: 859,520,964 weights. */
export const SD15_UNET: UnetConfig = {
  latentChannels: 4,
  latentSize: 64,
  levelChannels: [320, 640, 1280, 1280],
  levelAttention: [true, true, true, false],
  blocksPerLevel: 2,
  contextSize: 768,
  heads: 8,
  groups: 32,
};

/** The autoencoder of Stable Diffusion 1.5: 83,653,863 weights. */
export const SD15_AUTOENCODER: AutoencoderConfig = {
  levelChannels: [128, 256, 512, 512],
  blocksPerLevel: 2,
  latentChannels: 4,
  groups: 32,
  scale: 0.18215,
};
