import * as tf from '@tensorflow/tfjs-core';
import { Module } from '../nn/module.js';
import { Downsampler, Upsampler } from './resampling.js';
import { ResnetBlock } from './resnet-block.js';
import { SpatialTransformer } from './transformer-block.js';
import type { UnetConfig } from './unet-config.js';

/** What conditions every block, apart from its feature map. */
export interface Conditions {
  /** Time embedding, [batch, 4 * levelChannels[0]]. */
  readonly temb: tf.Tensor2D;
  /** Text, [batch, tokens, contextSize]. */
  readonly context: tf.Tensor3D;
}

/** Sizes of one level's block. */
export interface LevelConfig {
  readonly unet: UnetConfig;
  /** Channels that enter each residual block. */
  readonly inChannels: readonly number[];
  readonly channels: number;
  readonly attends: boolean;
  /** Whether the level ends in halving or doubling the map. */
  readonly resamples: boolean;
}

/** Residual blocks, each followed by attention where the level attends. */
class LevelBlock extends Module {
  protected readonly resnets: readonly ResnetBlock[];
  private readonly transformers: readonly SpatialTransformer[];

  constructor({ unet, inChannels, channels, attends }: LevelConfig) {
    super();
    const { groups, heads, contextSize } = unet;
    const timeSize = 4 * unet.levelChannels[0]!;
    this.resnets = inChannels.map((inSize, j) => {
      const config = { inChannels: inSize, outChannels: channels, groups, epsilon: 1e-5, timeSize };
      return this.child(`resnets.${j}`, new ResnetBlock(config));
    });
    this.transformers = attends
      ? inChannels.map((_, j) =>
          this.child(`attentions.${j}`, new SpatialTransformer({ channels, contextSize, heads, groups })),
        )
      : [];
  }

  protected run(j: number, x: tf.Tensor4D, { temb, context }: Conditions): tf.Tensor4D {
    return tf.tidy(() => {
      const h = this.resnets[j]!.forward(x, temb);
      return this.transformers[j]?.forward(h, context) ?? h;
    });
  }
}

/** One level of the way down. */
export class DownBlock extends LevelBlock {
  private readonly downsampler: Downsampler | null;

  constructor(config: LevelConfig) {
    super(config);
    this.downsampler = config.resamples
      ? this.child('downsamplers.0', new Downsampler(config.channels))
      : null;
  }

  /** @returns the map after each block and after halving; all are skips of the way up, the last goes on down */
  forward(x: tf.Tensor4D, conditions: Conditions): tf.Tensor4D[] {
    const maps: tf.Tensor4D[] = [];
    for (const j of this.resnets.keys()) maps.push(this.run(j, maps.at(-1) ?? x, conditions));
    if (this.downsampler) maps.push(this.downsampler.forward(maps.at(-1) ?? x));
    return maps;
  }
}

/** One level of the way up. */
export class UpBlock extends LevelBlock {
  private readonly upsampler: Upsampler | null;

  constructor(config: LevelConfig) {
    super(config);
    this.upsampler = config.resamples ? this.child('upsamplers.0', new Upsampler(config.channels)) : null;
  }

  /**
   * @param skips maps from the way down, in the order in which they are used
   * @returns the map for the next finer level
   */
  forward(x: tf.Tensor4D, skips: readonly tf.Tensor4D[], conditions: Conditions): tf.Tensor4D {
    return tf.tidy(() => {
      const h = skips.reduce((map, skip, j) => this.run(j, tf.concat([map, skip], 3), conditions), x);
      return this.upsampler ? this.upsampler.forward(h) : h;
    });
  }
}

/** The coarsest part: residual block, attention, residual block. */
export class MidBlock extends Module {
  private readonly first: ResnetBlock;
  private readonly transformer: SpatialTransformer;
  private readonly second: ResnetBlock;

  constructor({ levelChannels, groups, heads, contextSize }: UnetConfig) {
    super();
    const channels = levelChannels.at(-1)!;
    const config = {
      inChannels: channels,
      outChannels: channels,
      groups,
      epsilon: 1e-5,
      timeSize: 4 * levelChannels[0]!,
    };
    this.first = this.child('resnets.0', new ResnetBlock(config));
    this.transformer = this.child(
      'attentions.0',
      new SpatialTransformer({ channels, contextSize, heads, groups }),
    );
    this.second = this.child('resnets.1', new ResnetBlock(config));
  }

  forward(x: tf.Tensor4D, { temb, context }: Conditions): tf.Tensor4D {
    return tf.tidy(() =>
      this.second.forward(this.transformer.forward(this.first.forward(x, temb), context), temb),
    );
  }
}
