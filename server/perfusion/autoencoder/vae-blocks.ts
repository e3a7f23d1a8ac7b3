import * as tf from '@tensorflow/tfjs-core';
import { silu } from '../nn/activation.js';
import { Conv2d } from '../nn/conv2d.js';
import { GroupNorm } from '../nn/group-norm.js';
import { Module } from '../nn/module.js';
import { Upsampler } from '../unet/resampling.js';
import { ResnetBlock } from '../unet/resnet-block.js';
import type { AutoencoderConfig } from './autoencoder-config.js';
import { MidAttention } from './mid-attention.js';

const EPSILON = 1e-6;

/** Pictures to the mean and log variance of their latents. */
export class VaeEncoder extends Module {
  private readonly convIn: Conv2d;
  private readonly levels: readonly DownLevel[];
  private readonly middle: MidLevel;
  private readonly head: Head;

  constructor(config: AutoencoderConfig) {
    super();
    const { levelChannels, latentChannels, groups } = config;
    const coarsest = levelChannels.at(-1)!;
    this.convIn = this.child(
      'conv_in',
      new Conv2d({ inChannels: 3, outChannels: levelChannels[0]!, size: 3 }),
    );
    this.levels = levelChannels.map((_, level) =>
      this.child(`down_blocks.${level}`, new DownLevel(config, level)),
    );
    this.middle = this.child('mid_block', new MidLevel(coarsest, groups));
    this.head = new Head({ inChannels: coarsest, outChannels: 2 * latentChannels, groups });
    this.child('conv_norm_out', this.head.norm);
    this.child('conv_out', this.head.conv);
  }

  /** [batch, height, width, 3] -> [batch, height / 8, width / 8, 2 * latentChannels] at four levels */
  forward(images: tf.Tensor4D): tf.Tensor4D {
    return tf.tidy(() => {
      const down = this.levels.reduce((x, level) => level.forward(x), this.convIn.forward(images));
      return this.head.forward(this.middle.forward(down));
    });
  }
}

/** Latents to pictures. */
export class VaeDecoder extends Module {
  private readonly convIn: Conv2d;
  private readonly middle: MidLevel;
  private readonly levels: readonly UpLevel[];
  private readonly head: Head;

  constructor(config: AutoencoderConfig) {
    super();
    const { levelChannels, latentChannels, groups } = config;
    const coarsest = levelChannels.at(-1)!;
    this.convIn = this.child(
      'conv_in',
      new Conv2d({ inChannels: latentChannels, outChannels: coarsest, size: 3 }),
    );
    this.middle = this.child('mid_block', new MidLevel(coarsest, groups));
    this.levels = levelChannels.map((_, i) => this.child(`up_blocks.${i}`, new UpLevel(config, i)));
    this.head = new Head({ inChannels: levelChannels[0]!, outChannels: 3, groups });
    this.child('conv_norm_out', this.head.norm);
    this.child('conv_out', this.head.conv);
  }

  /** [batch, height, width, latentChannels] -> [batch, 8 height, 8 width, 3] at four levels */
  forward(latents: tf.Tensor4D): tf.Tensor4D {
    return tf.tidy(() => {
      const middle = this.middle.forward(this.convIn.forward(latents));
      return this.head.forward(this.levels.reduce((x, level) => level.forward(x), middle));
    });
  }
}

/** Normalisation, SiLU and the last convolution; its two layers bear names of their own. */
class Head {
  readonly norm: GroupNorm;
  readonly conv: Conv2d;

  constructor({
    inChannels,
    outChannels,
    groups,
  }: { inChannels: number; outChannels: number; groups: number }) {
    this.norm = new GroupNorm({ groups, channels: inChannels, epsilon: EPSILON });
    this.conv = new Conv2d({ inChannels, outChannels, size: 3 });
  }

  forward = (x: tf.Tensor4D): tf.Tensor4D => this.conv.forward(silu(this.norm.forward(x)));
}

class DownLevel extends Module {
  private readonly resnets: readonly ResnetBlock[];
  private readonly downsampler: Conv2d | null;

  constructor({ levelChannels, blocksPerLevel, groups }: AutoencoderConfig, level: number) {
    super();
    const channels = levelChannels[level]!;
    const first = levelChannels[Math.max(0, level - 1)]!;
    this.resnets = Array.from({ length: blocksPerLevel }, (_, j) =>
      this.child(`resnets.${j}`, resnet(j === 0 ? first : channels, channels, groups)),
    );
    const halving = { inChannels: channels, outChannels: channels, size: 3, stride: 2, padding: 0 };
    const halves = level < levelChannels.length - 1;
    this.downsampler = halves ? this.child('downsamplers.0.conv', new Conv2d(halving)) : null;
  }

  forward(x: tf.Tensor4D): tf.Tensor4D {
    return tf.tidy(() => {
      const h = this.resnets.reduce((map, block) => block.forward(map), x);
      return this.downsampler ? this.downsampler.forward(padEnd(h)) : h;
    });
  }
}

/** The autoencoder pads on the right and below only, unlike the U-Net. */
const padEnd = (x: tf.Tensor4D): tf.Tensor4D =>
  tf.pad(x, [
    [0, 0],
    [0, 1],
    [0, 1],
    [0, 0],
  ]);

class UpLevel extends Module {
  private readonly resnets: readonly ResnetBlock[];
  private readonly upsampler: Upsampler | null;

  constructor({ levelChannels, blocksPerLevel, groups }: AutoencoderConfig, i: number) {
    super();
    const coarseToFine = [...levelChannels].reverse();
    const channels = coarseToFine[i]!;
    const first = coarseToFine[Math.max(0, i - 1)]!;
    this.resnets = Array.from({ length: blocksPerLevel + 1 }, (_, j) =>
      this.child(`resnets.${j}`, resnet(j === 0 ? first : channels, channels, groups)),
    );
    this.upsampler =
      i < levelChannels.length - 1 ? this.child('upsamplers.0', new Upsampler(channels)) : null;
  }

  forward(x: tf.Tensor4D): tf.Tensor4D {
    return tf.tidy(() => {
      const h = this.resnets.reduce((map, block) => block.forward(map), x);
      return this.upsampler ? this.upsampler.forward(h) : h;
    });
  }
}

class MidLevel extends Module {
  private readonly first: ResnetBlock;
  private readonly attention: MidAttention;
  private readonly second: ResnetBlock;

  constructor(channels: number, groups: number) {
    super();
    this.first = this.child('resnets.0', resnet(channels, channels, groups));
    this.attention = this.child('attentions.0', new MidAttention(channels, groups));
    this.second = this.child('resnets.1', resnet(channels, channels, groups));
  }

  forward(x: tf.Tensor4D): tf.Tensor4D {
    return tf.tidy(() => this.second.forward(this.attention.forward(this.first.forward(x))));
  }
}

const resnet = (inChannels: number, outChannels: number, groups: number) =>
  new ResnetBlock({ inChannels, outChannels, groups, epsilon: EPSILON });
