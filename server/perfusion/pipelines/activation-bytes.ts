import type { AutoencoderConfig } from '../autoencoder/autoencoder-config.js';
import type { ClipConfig, TowerConfig } from '../clip/clip-config.js';
import { MAX_SCORES } from '../nn/attention.js';
import type { UnetConfig } from '../unet/unet-config.js';

const BYTES = 4;

/** Maps or token lists that one layer holds together: input, normalised input, projections, output. */
const LIVE_MAPS = 6;

/** Attention holds its scores, their softmax and what the backend copies on the way. */
const LIVE_SCORES = 3;

/** Numbers of attention scores that live together; large ones are computed in slices. */
const scoresOf = (count: number) => LIVE_SCORES * Math.min(count, MAX_SCORES);

/**
 * Bytes that the largest tensors of CLIP take together while it runs without gradients.
 *
 * @param images pictures that go through the vision tower together
 */
export function clipActivationBytes({ text, vision }: ClipConfig, images: number): number {
  const patches = (vision.imageSize / vision.patchSize) ** 2 + 1;
  const pixels = images * 3 * vision.imageSize ** 2;
  return (
    BYTES * Math.max(pixels + layerNumbers(vision, images, patches), layerNumbers(text, 1, text.context))
  );
}

const layerNumbers = ({ width, hiddenWidth, heads }: TowerConfig, batch: number, tokens: number) =>
  batch * tokens * (LIVE_MAPS * width + 2 * hiddenWidth) + scoresOf(batch * heads * tokens ** 2);

/**
 * Bytes that the largest tensors of the U-Net take together while it runs without gradients: the
 * skips, and one level's maps and attention.
 *
 * @param batch    latents that go through together; guidance doubles them
 * @param skipSets 3 with an adapter, whose residuals and their sums with the skips wait beside the skips
 */
export function unetActivationBytes(config: UnetConfig, batch: number, skipSets: 1 | 3 = 1): number {
  const { levelChannels, levelAttention, latentSize, blocksPerLevel, heads } = config;
  const levels = levelChannels.map((channels, level) => {
    const pixels = batch * (latentSize / 2 ** level) ** 2;
    const scores = levelAttention[level] ? scoresOf((heads * pixels ** 2) / batch) : 0;
    return { skips: (blocksPerLevel + 1) * pixels * channels, live: LIVE_MAPS * pixels * channels + scores };
  });
  const skips = levels.reduce((sum, level) => sum + level.skips, 0);
  return BYTES * (skipSets * skips + Math.max(...levels.map(({ live }) => live)));
}

/** Bytes that the largest tensors of the autoencoder take together while it decodes one picture. */
export function decoderActivationBytes({ levelChannels }: AutoencoderConfig, latentSize: number): number {
  const coarsest = levelChannels.length - 1;
  const maps = levelChannels.map((_, level) => {
    const channels = levelChannels[Math.min(level + 1, coarsest)]!; // a level starts with the channels of the coarser one
    return channels * (latentSize * 2 ** (coarsest - level)) ** 2;
  });
  return BYTES * Math.max(scoresOf(latentSize ** 4), LIVE_MAPS * Math.max(...maps));
}
