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
