import * as tf from '@tensorflow/tfjs-core';
import { silu } from '../nn/activation.js';
import { Conv2d } from '../nn/conv2d.js';
import { GroupNorm } from '../nn/group-norm.js';
import { Linear } from '../nn/linear.js';
import { Module } from '../nn/module.js';

export interface ResnetBlockConfig {
  readonly inChannels: number;
  readonly outChannels: number;
  readonly groups: number;
  /** Added to variances; 1e-5 in the U-Net, 1e-6 in the autoencoder. */
  readonly epsilon: number;
  /** Length of the time embedding; left out where there is no time. */
  readonly timeSize?: number;
}

/**
 * Residual block, shifted by the timestep where there is one.
 *
 * @see Ho, Jain & Abbeel, NeurIPS 2020, appendix B
 */
export class ResnetBlock extends Module {
  private readonly norm1: GroupNorm;
  private readonly conv1: Conv2d;
  private readonly timeProjection: Linear | null;
  private readonly norm2: GroupNorm;
  private readonly conv2: Conv2d;
  private readonly shortcut: Conv2d | null;

  constructor({ inChannels, outChannels, groups, epsilon, timeSize }: ResnetBlockConfig) {
    super();
    this.norm1 = this.child('norm1', new GroupNorm({ groups, channels: inChannels, epsilon }));
    this.conv1 = this.child('conv1', new Conv2d({ inChannels, outChannels, size: 3 }));
    this.timeProjection = timeSize
      ? this.child('time_emb_proj', new Linear({ inSize: timeSize, outSize: outChannels }))
      : null;
    this.norm2 = this.child('norm2', new GroupNorm({ groups, channels: outChannels, epsilon }));
    this.conv2 = this.child('conv2', new Conv2d({ inChannels: outChannels, outChannels, size: 3 }));
    this.shortcut =
      inChannels === outChannels
        ? null
        : this.child('conv_shortcut', new Conv2d({ inChannels, outChannels, size: 1 }));
  }

  /**
   * @param x    [batch, height, width, inChannels]
   * @param temb [batch, timeSize]
   * @returns    [batch, height, width, outChannels]
   */
  forward(x: tf.Tensor4D, temb?: tf.Tensor2D): tf.Tensor4D {
    return tf.tidy(() => {
      let h = this.conv1.forward(silu(this.norm1.forward(x)));
      if (this.timeProjection && temb) {
        const shift = this.timeProjection.forward(silu(temb)); // [batch, outChannels]
        h = tf.add(h, tf.reshape(shift, [-1, 1, 1, h.shape[3]])); // the same for every pixel
      }
      h = this.conv2.forward(silu(this.norm2.forward(h)));
      return tf.add(this.shortcut ? this.shortcut.forward(x) : x, h);
    });
  }
}
