import * as tf from '@tensorflow/tfjs-core';
import { silu } from '../nn/activation.js';
import { Linear } from '../nn/linear.js';
import { Module } from '../nn/module.js';

/** Longest period of the sines, in steps over 2 pi. */
const MAX_PERIOD = 10_000;

/**
 * Timesteps as cosines and sines of falling frequency, cosines first:
 * `f_k = exp(-ln(10000) k / half)`.
 *
 * @param timesteps one an example
 * @param size      length of a vector, even
 * @returns [batch, size]
 * @see Vaswani et al., 2017, section 3.5
 */
export function sinusoidalEmbedding(timesteps: readonly number[], size: number): tf.Tensor2D {
  const half = size / 2;
  const frequencies = Array.from({ length: half }, (_, k) => Math.exp((-Math.log(MAX_PERIOD) * k) / half));
  const rows = timesteps.map((t) => [
    ...frequencies.map((f) => Math.cos(t * f)),
    ...frequencies.map((f) => Math.sin(t * f)),
  ]);
  return tf.tensor2d(rows, [timesteps.length, size]);
}

/** Timesteps to the vector that shifts every residual block. */
export class TimeEmbedding extends Module {
  private readonly first: Linear;
  private readonly second: Linear;

  constructor(private readonly waveSize: number) {
    super();
    this.first = this.child('linear_1', new Linear({ inSize: waveSize, outSize: 4 * waveSize }));
    this.second = this.child('linear_2', new Linear({ inSize: 4 * waveSize, outSize: 4 * waveSize }));
  }

  /** @returns [batch, 4 * waveSize] */
  forward(timesteps: readonly number[]): tf.Tensor2D {
    return tf.tidy(() =>
      this.second.forward(silu(this.first.forward(sinusoidalEmbedding(timesteps, this.waveSize)))),
    );
  }
}
