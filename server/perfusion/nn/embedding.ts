import * as tf from '@tensorflow/tfjs-core';
import { type Initial, normal } from './initial.js';
import { Module } from './module.js';
import { Parameter } from './parameter.js';

export interface EmbeddingConfig {
  /** Number of rows. */
  readonly count: number;
  /** Length of a row. */
  readonly size: number;
  /** First weights; N(0, 0.02^2) if left out. */
  readonly initial?: Initial;
}

/** Table of vectors, looked up by number. */
export class Embedding extends Module {
  readonly weight: Parameter;

  constructor({ count, size, initial = normal(0.02) }: EmbeddingConfig) {
    super();
    this.weight = this.parameter('weight', new Parameter([count, size], initial));
  }

  /**
   * @param ids int32 [...], each in [0, count)
   * @returns [..., size]
   */
  forward(ids: tf.Tensor): tf.Tensor {
    return tf.gather(this.weight.value, ids);
  }
}
