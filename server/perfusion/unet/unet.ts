import * as tf from '@tensorflow/tfjs-core';
import { silu } from '../nn/activation.js';
import { Conv2d } from '../nn/conv2d.js';
import { GroupNorm } from '../nn/group-norm.js';
import { UpBlock } from './unet-blocks.js';
import type { UnetConfig } from './unet-config.js';
import { type DenoisingInput, type Encoded, skipChannels, UnetEncoder } from './unet-encoder.js';

/** What an adapter adds to a U-Net between its way down and its way up. */
export interface Residuals {
  /** One a skip, of its shape. */
  readonly skips: readonly tf.Tensor4D[];
  /** Of the shape of the middle's output. */
  readonly middle: tf.Tensor4D;
}

/**
 * The denoising U-Net of Stable Diffusion. Names are those of diffusers' `UNet2DConditionModel`.
 *
 * @see Rombach et al., CVPR 2022, section 3.3
 */
export class Unet extends UnetEncoder {
  private readonly upBlocks: readonly UpBlock[];
  private readonly normOut: GroupNorm;
  private readonly convOut: Conv2d;

  constructor(config: UnetConfig) {
    super(config);
    const { levelChannels, groups, latentChannels } = config;
    const channels = levelChannels[0]!;
    this.upBlocks = levelChannels.map((_, i) => this.child(`up_blocks.${i}`, upBlock(config, i)));
    this.normOut = this.child('conv_norm_out', new GroupNorm({ groups, channels }));
    this.convOut = this.child(
      'conv_out',
      new Conv2d({ inChannels: channels, outChannels: latentChannels, size: 3 }),
    );
  }

  /** @returns the network's prediction, the shape of the latent */
  forward(input: DenoisingInput): tf.Tensor4D {
    return tf.tidy(() => this.decode(this.encode(input)));
  }

  /**
   * Runs the way up. One `encode` serves several ways up, without and with an adapter.
   *
   * @returns the network's prediction, the shape of the latent
   */
  decode({ skips, middle, conditions }: Encoded, residuals?: Residuals): tf.Tensor4D {
    return tf.tidy(() => {
      const rest = residuals
        ? skips.map((skip, i) => tf.add<tf.Tensor4D>(skip, residuals.skips[i]!))
        : [...skips];
      const perLevel = this.config.blocksPerLevel + 1;
      let x: tf.Tensor4D = residuals ? tf.add(middle, residuals.middle) : middle;
      for (const block of this.upBlocks) x = block.forward(x, rest.splice(-perLevel).reverse(), conditions);
      return this.convOut.forward(silu(this.normOut.forward(x)));
    });
  }
}

/** Up block i works at level `levels - 1 - i`; its skips come from the way down, last first. */
function upBlock(unet: UnetConfig, i: number): UpBlock {
  const { levelChannels, levelAttention, blocksPerLevel } = unet;
  const level = levelChannels.length - 1 - i;
  const channels = levelChannels[level]!;
  const before = levelChannels[Math.min(level + 1, levelChannels.length - 1)]!;
  const count = blocksPerLevel + 1;
  const skips = skipChannels(unet)
    .reverse()
    .slice(i * count, (i + 1) * count);
  const inChannels = skips.map((skip, j) => (j === 0 ? before : channels) + skip);
  return new UpBlock({ unet, inChannels, channels, attends: levelAttention[level]!, resamples: level > 0 });
}
