import type * as tf from '@tensorflow/tfjs-core';
import { Conv2d } from '../nn/conv2d.js';
import { Module } from '../nn/module.js';
import { TimeEmbedding } from './time-embedding.js';
import { type Conditions, DownBlock, MidBlock } from './unet-blocks.js';
import type { UnetConfig } from './unet-config.js';

/** One question to the network: a noisy latent, its timestep and the text. */
export interface DenoisingInput {
  /** z_t, [batch, height, width, latentChannels] */
  readonly latent: tf.Tensor4D;
  /** One an example. */
  readonly timesteps: readonly number[];
  /** Text, [batch, tokens, contextSize]. */
  readonly context: tf.Tensor3D;
}

/** What the way down leaves for the way up. */
export interface Encoded {
  /** Maps of all encoder blocks, finest first; 12 in Stable Diffusion. */
  readonly skips: readonly tf.Tensor4D[];
  /** Output of the middle block. */
  readonly middle: tf.Tensor4D;
  readonly conditions: Conditions;
}

/** The way down of a U-Net and its middle, which the adapters copy. */
export abstract class UnetEncoder extends Module {
  private readonly convIn: Conv2d;
  private readonly timeEmbedding: TimeEmbedding;
  private readonly downBlocks: readonly DownBlock[];
  private readonly midBlock: MidBlock;

  constructor(readonly config: UnetConfig) {
    super();
    const { latentChannels, levelChannels } = config;
    this.convIn = this.child(
      'conv_in',
      new Conv2d({ inChannels: latentChannels, outChannels: levelChannels[0]!, size: 3 }),
    );
    this.timeEmbedding = this.child('time_embedding', new TimeEmbedding(levelChannels[0]!));
    this.downBlocks = levelChannels.map((_, level) =>
      this.child(`down_blocks.${level}`, downBlock(config, level)),
    );
    this.midBlock = this.child('mid_block', new MidBlock(config));
  }

  /** Runs the way down and the middle; the caller disposes the maps or runs inside a tidy. */
  encode({ latent, timesteps, context }: DenoisingInput): Encoded {
    const conditions = { temb: this.timeEmbedding.forward(timesteps), context };
    const skips = [this.convIn.forward(latent)];
    for (const block of this.downBlocks) skips.push(...block.forward(skips.at(-1)!, conditions));
    return { skips, middle: this.midBlock.forward(skips.at(-1)!, conditions), conditions };
  }
}

function downBlock(unet: UnetConfig, level: number): DownBlock {
  const { levelChannels, levelAttention, blocksPerLevel } = unet;
  const channels = levelChannels[level]!;
  const first = levelChannels[Math.max(0, level - 1)]!;
  const inChannels = Array.from({ length: blocksPerLevel }, (_, j) => (j === 0 ? first : channels));
  const resamples = level < levelChannels.length - 1;
  return new DownBlock({ unet, inChannels, channels, attends: levelAttention[level]!, resamples });
}

/** Channels of each skip, finest first. */
export function skipChannels({ levelChannels, blocksPerLevel }: UnetConfig): number[] {
  const perLevel = levelChannels.map((channels, level) => {
    const count = level < levelChannels.length - 1 ? blocksPerLevel + 1 : blocksPerLevel;
    return Array.from({ length: count }, () => channels);
  });
  return [levelChannels[0]!, ...perLevel.flat()];
}
