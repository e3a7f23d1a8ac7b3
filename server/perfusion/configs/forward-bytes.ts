import type { ClipConfig, TowerConfig } from '../clip/clip-config.js';
import type { UnetConfig } from '../unet/unet-config.js';

const BYTES = 4;

/** Numbers that the largest part of one residual block holds at once, in maps of its wider side. */
const MAPS_PER_RESNET = 7;
/** The same for attention, in vectors of its width a token: q, k and v by token and by head, their views, and around them. */
const VECTORS_PER_ATTENTION = 20;
/** The same for a feed-forward network: its input three times, and its hidden vector four times. */
const [INPUTS_PER_FEED_FORWARD, HIDDEN_PER_FEED_FORWARD] = [3, 4];

interface Tokens {
  readonly batch: number;
  readonly tokens: number;
  /** How many tokens they attend to. */
  readonly keys: number;
  readonly width: number;
  readonly hiddenWidth: number;
  readonly heads: number;
}

/**
 * Most bytes that the activations of one forward pass of CLIP take at a time, without gradients,
 * as TensorFlow.js counts them: a view of a tensor counts like the tensor.
 * Weights come on top: 4 bytes each, and on wasm as many again, because its library keeps a
 * second copy of every matrix in the order in which it multiplies.
 */
export function clipForwardBytes(
  { text, vision }: ClipConfig,
  { images, prompts }: { images: number; prompts: number },
): number {
  const patches = (vision.imageSize / vision.patchSize) ** 2;
  const pixels = images * vision.imageSize ** 2 * 3 * BYTES;
  return Math.max(pixels + towerBytes(vision, images, patches + 1), towerBytes(text, prompts, text.context));
}

const towerBytes = ({ width, hiddenWidth, heads }: TowerConfig, batch: number, tokens: number) =>
  transformerBytes({ batch, tokens, keys: tokens, width, hiddenWidth, heads });

function transformerBytes({ batch, tokens, keys, width, hiddenWidth, heads }: Tokens): number {
  const scores = 2 * batch * heads * tokens * keys; // before and after softmax
  const attention = VECTORS_PER_ATTENTION * batch * tokens * width + scores;
  const feedForward =
    batch * tokens * (INPUTS_PER_FEED_FORWARD * width + HIDDEN_PER_FEED_FORWARD * hiddenWidth);
  return Math.max(attention, feedForward) * BYTES;
}

/**
 * The same of one forward pass of a denoising U-Net: the maps that wait for the way up, and the
 * largest block at work.
 *
 * @param batch number of latents; guidance doubles it
 */
export function unetForwardBytes(unet: UnetConfig, batch: number): number {
  const { levelChannels, blocksPerLevel, latentSize } = unet;
  const levels = levelChannels.map((channels, level) => ({
    channels,
    pixels: (latentSize / 2 ** level) ** 2,
    level,
  }));
  const waiting = levels.reduce(
    (sum, { channels, pixels }) => sum + (blocksPerLevel + 1) * channels * pixels,
    0,
  );
  const atWork = Math.max(...levels.map((size) => blockBytes(unet, { ...size, batch })));
  return waiting * batch * BYTES + atWork;
}

function blockBytes(
  { levelChannels, levelAttention, heads }: UnetConfig,
  { channels, pixels, level, batch }: { channels: number; pixels: number; level: number; batch: number },
): number {
  const coarser = levelChannels[Math.min(level + 1, levelChannels.length - 1)]!;
  const resnet = MAPS_PER_RESNET * batch * pixels * (channels + coarser) * BYTES; // the way up joins two maps
  if (!levelAttention[level]) return resnet;
  const sizes = { batch, tokens: pixels, keys: pixels, width: channels, hiddenWidth: 8 * channels, heads };
  return Math.max(resnet, transformerBytes(sizes));
}
