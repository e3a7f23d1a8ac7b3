import * as tf from '@tensorflow/tfjs-core';

/**
 * CLIP's training loss: each picture must find its text among all texts of the batch, and each
 * text its picture; the mean of both cross-entropies.
 *
 * @param logits [pairs, pairs], picture i with text j; picture i belongs to text i
 * @param match  how much text j is picture i's, symmetric, rows sum to 1; the identity if left out
 * @returns scalar, in nats
 * @see Radford et al., ICML 2021, figure 3
 */
export function contrastiveLoss(logits: tf.Tensor2D, match?: tf.Tensor2D): tf.Scalar {
  return tf.tidy(() => {
    const pairs = logits.shape[0];
    const ideal = match ?? tf.eye(pairs);
    const ofPictures = tf.sum(tf.mul(tf.logSoftmax(logits), ideal));
    const ofTexts = tf.sum(tf.mul(tf.logSoftmax(tf.transpose(logits)), ideal));
    return tf.mul(tf.add(ofPictures, ofTexts), -0.5 / pairs);
  });
}
