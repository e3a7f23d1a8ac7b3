import * as tf from '@tensorflow/tfjs-core';

/**
 * Cosines of texts with the pictures of their groups (equation 6).
 *
 * @param texts  embeddings of length 1, [groups, embedding]
 * @param images embeddings of length 1, group after group, [groups * K, embedding]
 * @returns [groups, K], each in [-1, 1]; times 100 is the score that is shown
 */
export function groupCosines(texts: tf.Tensor2D, images: tf.Tensor2D): tf.Tensor2D {
  return tf.tidy(() => {
    const [groups, width] = texts.shape;
    const pictures: tf.Tensor3D = tf.reshape(images, [groups, -1, width]); // [groups, K, embedding]
    return tf.sum(tf.mul(pictures, tf.expandDims(texts, 1)), 2);
  });
}

/** [groups, n] -> [groups * times, n], each row `times` times in a row: a group's features for each of its pictures */
export function repeatRows(rows: tf.Tensor2D, times: number): tf.Tensor2D {
  const [groups, width] = rows.shape;
  return tf.tidy(() => tf.reshape(tf.tile(tf.expandDims(rows, 1), [1, times, 1]), [groups * times, width]));
}
