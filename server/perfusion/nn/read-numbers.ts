import * as tf from '@tensorflow/tfjs-core';

/**
 * The numbers of a tensor that is computed; it and all others on the way are freed. They are read outside of
 * `tf.tidy`, which would look at each of them for a tensor to keep: most of the time that large weights take to save.
 */
export function readNumbers(compute: () => tf.Tensor): Float32Array {
  const tensor = tf.tidy(compute);
  const numbers = tensor.dataSync<'float32'>();
  tensor.dispose();
  return numbers;
}
