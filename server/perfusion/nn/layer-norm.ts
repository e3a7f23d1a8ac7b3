import * as tf from '@tensorflow/tfjs-core';
import { FUSED, hasFused } from '../backend/fused/fused-names.js';
import { ones, zeros } from './initial.js';
import { Module } from './module.js';
import { Parameter } from './parameter.js';

/**
 * Normalises each vector of the last axis to mean 0 and variance 1, then scales and shifts it.
 *
 * @see Ba, Kiros & Hinton, "Layer normalization", 2016, section 3
 */
export class LayerNorm extends Module {
  private readonly weight: Parameter;
  private readonly bias: Parameter;

  constructor(
    size: number,
    private readonly epsilon = 1e-5,
  ) {
    super();
    this.weight = this.parameter('weight', new Parameter([size], ones));
    this.bias = this.parameter('bias', new Parameter([size], zeros));
  }

  /**
   * @param x [..., size]
   * @returns [..., size]
   */
  forward<T extends tf.Tensor>(x: T): T {
    const tensors = { x, weight: this.weight.value, bias: this.bias.value };
    if (hasFused('layerNorm')) {
      return tf.engine().runKernel(FUSED.layerNorm, tensors, { epsilon: this.epsilon }) as T;
    }
    return composedLayerNorm(tensors, this.epsilon) as T;
  }
}

/** The same from the operations that every backend has. */
export const composedLayerNorm = (
  { x, weight, bias }: Record<'x' | 'weight' | 'bias', tf.Tensor>,
  epsilon: number,
) =>
  tf.tidy(() => {
    const centred = tf.sub(x, tf.mean(x, -1, true));
    const variance = tf.mean(tf.square(centred), -1, true);
    const normalised = tf.mul(centred, tf.rsqrt(tf.add(variance, epsilon)));
    return tf.add(tf.mul(normalised, weight), bias);
  });
