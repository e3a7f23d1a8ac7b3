import type { ClipConfig } from '../../../server/perfusion/clip/clip-config.js';
import type { UnetConfig } from '../../../server/perfusion/unet/unet-config.js';

/** Sizes of `tests/fixtures/perfusion/clip-tiny/config.json`. */
export const CLIP_TINY: ClipConfig = {
  text: {
    width: 64,
    hiddenWidth: 256,
    layers: 3,
    heads: 4,
    activation: 'quick_gelu',
    epsilon: 1e-5,
    vocabulary: 300,
    context: 16,
  },
  vision: {
    width: 128,
    hiddenWidth: 512,
    layers: 3,
    heads: 2,
    activation: 'quick_gelu',
    epsilon: 1e-5,
    imageSize: 32,
    patchSize: 8,
  },
  embedding: 24,
};

const SMALL_TOWER = { width: 16, hiddenWidth: 32, layers: 2, heads: 2 };

/** As few numbers as show that a CLIP learns. */
export const CLIP_SMALLEST: ClipConfig = {
  text: { ...CLIP_TINY.text, ...SMALL_TOWER },
  vision: { ...CLIP_TINY.vision, ...SMALL_TOWER, imageSize: 16 },
  embedding: 8,
};

/** As few numbers as show that a U-Net learns. */
export const UNET_SMALLEST: UnetConfig = {
  latentChannels: 2,
  latentSize: 4,
  levelChannels: [8, 8],
  levelAttention: [true, false],
  blocksPerLevel: 1,
  contextSize: 6,
  heads: 2,
  groups: 4,
};

/** Sizes of `tests/fixtures/perfusion/unet-tiny/config.json`. */
export const UNET_TINY: UnetConfig = {
  latentChannels: 4,
  latentSize: 8,
  levelChannels: [16, 32, 32, 32],
  levelAttention: [true, true, true, false],
  blocksPerLevel: 2,
  contextSize: 24,
  heads: 4,
  groups: 8,
};
