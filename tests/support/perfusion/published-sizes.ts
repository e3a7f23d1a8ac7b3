import type { AutoencoderConfig } from '../../../server/perfusion/autoencoder/autoencoder-config.js';
import type { ClipConfig, TextConfig, TowerConfig } from '../../../server/perfusion/clip/clip-config.js';
import type { ActivationName } from '../../../server/perfusion/nn/activation.js';
import type { UnetConfig } from '../../../server/perfusion/unet/unet-config.js';

const tower = (width: number, layers: number, heads: number, activation: ActivationName): TowerConfig => ({
  width,
  hiddenWidth: 4 * width,
  layers,
  heads,
  activation,
  epsilon: 1e-5,
});

const text = (config: TowerConfig): TextConfig => ({ ...config, vocabulary: 49_408, context: 77 });

/** OpenAI's CLIP ViT-B/32: 151,277,313 weights. */
export const CLIP_VIT_B_32: ClipConfig = {
  text: text(tower(512, 12, 8, 'quick_gelu')),
  vision: { ...tower(768, 12, 12, 'quick_gelu'), imageSize: 224, patchSize: 32 },
  embedding: 512,
};

/** OpenAI's CLIP ViT-L/14: 427,616,513 weights. */
export const CLIP_VIT_L_14: ClipConfig = {
  text: text(tower(768, 12, 12, 'quick_gelu')),
  vision: { ...tower(1024, 24, 16, 'quick_gelu'), imageSize: 224, patchSize: 14 },
  embedding: 768,
};

/** LAION's CLIP ViT-H/14, the backbone of PickScore and HPSv2: 986,109,441 weights. */
export const CLIP_VIT_H_14: ClipConfig = {
  text: text(tower(1024, 24, 16, 'gelu')),
  vision: { ...tower(1280, 32, 16, 'gelu'), imageSize: 224, patchSize: 14 },
  embedding: 1024,
};

/** The text encoder of Stable Diffusion 1.5: the text tower of ViT-L/14, 123,060,480 weights. */
export const SD15_TEXT: TextConfig = CLIP_VIT_L_14.text;

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
