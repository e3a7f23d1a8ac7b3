import type { AutoencoderConfig } from '../autoencoder/autoencoder-config.js';
import type { ClipConfig, TowerConfig } from '../clip/clip-config.js';
import type { UnetConfig } from '../unet/unet-config.js';

const BYTES = 4;

/** Scores and their softmax live together; so do a layer's input, output and projections. */
const LIVE_SCORES = 2;
const LIVE_MAPS = 6;

/**
 * Bytes of the largest tensors that live together while CLIP runs without gradients.
 *
 * @param images pictures that go through the vision tower together
 */
export function clipActivationBytes({ text, vision }: ClipConfig, images: number): number {
  const patches = (vision.imageSize / vision.patchSize) ** 2 + 1;
  const pixels = BYTES * images * 3 * vision.imageSize ** 2;
  return Math.max(pixels + images * layerBytes(vision, patches), layerBytes(text, text.context));
}

function layerBytes({ width, hiddenWidth, heads }: TowerConfig, tokens: number): number {
  return BYTES * (tokens * (LIVE_MAPS * width + 2 * hiddenWidth) + LIVE_SCORES * heads * tokens ** 2);
}

/**
 * Bytes of the largest tensors that live together while the U-Net runs without gradients: the
 * skips, and the attention of the finest level that attends.
 *
 * @param batch pictures that go through together; guidance doubles them
 */
export function unetActivationBytes(config: UnetConfig, batch: number): number {
  const { levelChannels, levelAttention, latentSize, blocksPerLevel, heads } = config;
  const levels = levelChannels.map((channels, level) => {
    const pixels = (latentSize / 2 ** level) ** 2;
    const scores = levelAttention[level] ? LIVE_SCORES * heads * pixels ** 2 : 0;
    return { skips: (blocksPerLevel + 1) * pixels * channels, live: LIVE_MAPS * pixels * channels + scores };
  });
  const skips = levels.reduce((sum, level) => sum + level.skips, 0);
  return BYTES * batch * (skips + Math.max(...levels.map(({ live }) => live)));
}

/** Bytes of the largest tensors that live together while the autoencoder decodes one picture. */
export function decoderActivationBytes({ levelChannels }: AutoencoderConfig, latentSize: number): number {
  const coarsest = levelChannels.length - 1;
  const scores = LIVE_SCORES * latentSize ** 4;
  const maps = levelChannels.map((channels, level) => channels * (latentSize * 2 ** (coarsest - level)) ** 2);
  return BYTES * Math.max(scores, LIVE_MAPS * Math.max(...maps));
}
