import * as tf from '@tensorflow/tfjs-core';
import { fanInUniform, type Initial, zeros } from './initial.js';
import { Module } from './module.js';
import { Parameter } from './parameter.js';

export interface Conv2dConfig {
  readonly inChannels: number;
  readonly outChannels: number;
  /** Height and width of the kernel, in pixels. */
  readonly size: number;
  readonly stride?: number;
  /** Zeros on every side, in pixels; half the kernel, rounded down, if left out. */
  readonly padding?: number;
  readonly bias?: boolean;
  /** First weights, with a bias of zero; PyTorch's default for both if left out. */
  readonly initial?: Initial;
}

/** Two-dimensional convolution with the same padding on all four sides, as PyTorch pads. */
export class Conv2d extends Module {
  private readonly weight: Parameter;
  private readonly bias: Parameter | null;
  private readonly stride: number;
  private readonly padding: number;

  constructor({
    inChannels,
    outChannels,
    size,
    stride = 1,
    padding = Math.floor(size / 2),
    bias = true,
    initial,
  }: Conv2dConfig) {
    super();
    const byFanIn = fanInUniform(inChannels * size * size);
    const shape = [size, size, inChannels, outChannels];
    this.weight = this.parameter('weight', new Parameter(shape, initial ?? byFanIn, 'convolution'));
    this.bias = bias ? this.parameter('bias', new Parameter([outChannels], initial ? zeros : byFanIn)) : null;
    this.stride = stride;
    this.padding = padding;
  }

  /**
   * @param x [batch, height, width, inChannels]
   * @returns [batch, outHeight, outWidth, outChannels], outHeight = floor((height + 2 padding - size) / stride) + 1
   */
  forward(x: tf.Tensor4D): tf.Tensor4D {
    return tf.tidy(() => {
      const y = tf.conv2d(x, this.weight.value as tf.Tensor4D, this.stride, this.padding);
      return this.bias ? tf.add(y, this.bias.value) : y;
    });
  }
}

/**
 * 1x1 convolution whose kernel and bias start at zero, so that an untrained adapter leaves the
 * frozen network unchanged.
 *
 * @see Zhang, Rao & Agrawala, "Adding conditional control to text-to-image diffusion models", ICCV 2023, section 3.1
 */
export const zeroConvolution = (inChannels: number, outChannels: number, size = 1) =>
  new Conv2d({ inChannels, outChannels, size, initial: zeros });
