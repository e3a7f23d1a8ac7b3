import * as tf from '@tensorflow/tfjs-core';
import { fanInUniform, type Initial, zeros } from './initial.js';
import { Module } from './module.js';
import { Parameter } from './parameter.js';

export interface LinearConfig {
  readonly inSize: number;
  readonly outSize: number;
  readonly bias?: boolean;
  /** First weights, with a bias of zero; PyTorch's default for both if left out. */
  readonly initial?: Initial;
}

/** Affine map of the last axis: `y = x W + b`. */
export class Linear extends Module {
  private readonly weight: Parameter;
  private readonly bias: Parameter | null;

  constructor({ inSize, outSize, bias = true, initial }: LinearConfig) {
    super();
    const byFanIn = fanInUniform(inSize);
    this.weight = this.parameter('weight', new Parameter([inSize, outSize], initial ?? byFanIn, 'linear'));
    this.bias = bias ? this.parameter('bias', new Parameter([outSize], initial ? zeros : byFanIn)) : null;
  }

  /**
   * @param x [..., inSize]
   * @returns [..., outSize]
   */
  forward<T extends tf.Tensor>(x: T): T {
    return tf.tidy(() => {
      const [inSize, outSize] = this.weight.shape as [number, number];
      const rows = tf.reshape(x, [-1, inSize]); // one plain product is far faster than a batch of small ones
      const product = tf.matMul(rows, this.weight.value as tf.Tensor2D); // [rows, outSize]
      const shifted = this.bias ? tf.add(product, this.bias.value) : product;
      return tf.reshape(shifted, [...x.shape.slice(0, -1), outSize]) as unknown as T;
    });
  }
}
