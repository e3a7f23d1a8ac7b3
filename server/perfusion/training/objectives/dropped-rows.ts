import * as tf from '@tensorflow/tfjs-core';
import { type RandomSource, uniforms } from '../../../random/index.js';

/** How often a condition is left out in training, so that guidance knows the network without it. */
export interface Drop {
  /** In [0, 1]. */
  readonly probability: number;
  /** What stands in for a row that is left out, [1, ...]; it stays the caller's. */
  readonly replacement: tf.Tensor;
}

/**
 * Replaces each row with the given probability. Not for use inside a gradient.
 *
 * @param rows [batch, ...]
 * @returns the same shape and type
 */
export function withDroppedRows<T extends tf.Tensor>(
  rows: T,
  drop: Drop | undefined,
  source: RandomSource,
): T {
  if (!drop || drop.probability === 0) return rows;
  const count = rows.shape[0]!;
  const drawn = uniforms(source, count);
  const places = Int32Array.from(drawn, (number, i) => (number < drop.probability ? count : i));
  return tf.tidy(() => tf.gather(tf.concat([rows, drop.replacement], 0), tf.tensor1d(places, 'int32')) as T);
}
