import * as tf from '@tensorflow/tfjs-core';
import { FUSED, hasFused } from '../backend/fused/fused-names.js';
import { ones, zeros } from './initial.js';
import { Module } from './module.js';
import { Parameter } from './parameter.js';

export interface GroupNormConfig {
  readonly groups: number;
  readonly channels: number;
  /** Added to the variance; 1e-5 if left out. */
  readonly epsilon?: number;
}

/**
 * Normalises each group of channels over all pixels to mean 0 and variance 1, then scales and
 * shifts each channel.
 *
 * @see Wu & He, "Group normalization", ECCV 2018, section 3.1
 */
export class GroupNorm extends Module {
  private readonly weight: Parameter;
  private readonly bias: Parameter;

  /** @throws {RangeError} if the channels do not divide into the groups */
  constructor(private readonly config: GroupNormConfig) {
    super();
    const { channels, groups } = config;
    if (channels % groups !== 0)
      throw new RangeError(`${channels} channels do not divide into ${groups} groups`);
    this.weight = this.parameter('weight', new Parameter([channels], ones));
    this.bias = this.parameter('bias', new Parameter([channels], zeros));
  }

  /**
   * @param x [batch, height, width, channels]
   * @returns the same shape
   */
  forward(x: tf.Tensor4D): tf.Tensor4D {
    const { groups, epsilon = 1e-5 } = this.config;
    const tensors = { x, weight: this.weight.value, bias: this.bias.value };
    if (hasFused('groupNorm')) return tf.engine().runKernel(FUSED.groupNorm, tensors, { groups, epsilon });
    return composedGroupNorm(tensors, { groups, epsilon });
  }
}

/** The same from the operations that every backend has. */
export const composedGroupNorm = (
  { x, weight, bias }: { x: tf.Tensor4D; weight: tf.Tensor; bias: tf.Tensor },
  { groups, epsilon }: { groups: number; epsilon: number },
): tf.Tensor4D =>
  tf.tidy(() => {
    const grouped = tf.reshape(x, [x.shape[0], -1, groups, x.shape[3] / groups]); // [batch, pixels, groups, rest]
    const centred = tf.sub(grouped, tf.mean(grouped, [1, 3], true));
    const variance = tf.mean(tf.square(centred), [1, 3], true);
    const normalised = tf.mul(centred, tf.rsqrt(tf.add(variance, epsilon)));
    return tf.add(tf.mul(tf.reshape(normalised, x.shape), weight), bias);
  });
