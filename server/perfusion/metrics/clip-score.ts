import * as tf from '@tensorflow/tfjs-core';

/**
 * CLIP score of each picture with its prompt, `100 cos`; its mean over prompts is the metric.
 *
 * @param texts  embeddings of length 1, [pictures, embedding]
 * @param images embeddings of length 1, the same shape
 * @returns one score a picture, in [-100, 100]
 * @see Hessel et al., "CLIPScore", EMNLP 2021, without its factor of 2.5 and its cut at 0
 */
export function clipScores(texts: tf.Tensor2D, images: tf.Tensor2D): Float32Array {
  return tf.tidy(() => tf.mul(tf.sum(tf.mul(texts, images), 1), 100).dataSync<'float32'>());
}
