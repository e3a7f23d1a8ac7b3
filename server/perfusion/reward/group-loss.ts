import * as tf from '@tensorflow/tfjs-core';

/** Feedback on groups of pictures; a group with fewer than K pictures is filled up and masked. */
export interface GroupFeedback {
  /** How much each picture was liked, at least 0 and usually 0 or 1, [groups, K]. */
  readonly labels: tf.Tensor2D;
  /** 1 where there is a picture, 0 where a group is filled up, [groups, K]; all 1 if left out. */
  readonly mask?: tf.Tensor2D;
  /** How much each group counts in the mean, at least 0, [groups]; all alike if left out. */
  readonly weights?: tf.Tensor1D;
}

/** Far below any score, so that its exponential is zero. */
const EXCLUDED = -1e9;

/** log(tiny) without infinity: 0 log 0 counts as 0. */
const TINY = 1e-30;

/**
 * Reward loss of groups, `KL(p || softmax(scores))` with p the labels as a distribution
 * (equations 7 to 9). Groups without a liked picture do not count. The gradient in the scores of
 * a group is `softmax(scores) - p`.
 *
 * @param scores cosines times `exp(logit_scale)`, [groups, K]
 * @returns weighted mean over the groups that count, scalar, in nats; 0 if none counts
 */
export function groupKlLoss(scores: tf.Tensor2D, { labels, mask, weights }: GroupFeedback): tf.Scalar {
  return tf.tidy(() => {
    const total = tf.sum(labels, 1, true); // [groups, 1]
    const ideal = tf.div(labels, tf.maximum(total, TINY)); // rows sum to 1, or are zero
    const entropy = tf.sum(tf.mul(ideal, tf.log(tf.maximum(ideal, TINY))), 1); // [groups]
    const present = mask ? tf.add(scores, tf.mul(tf.sub(1, mask), EXCLUDED)) : scores;
    const crossEntropy = tf.neg(tf.sum(tf.mul(ideal, tf.logSoftmax(present)), 1)); // [groups]
    const hasLiked = tf.cast(tf.greater(tf.reshape(total, [-1]), 0), 'float32'); // [groups]
    const counts = weights ? tf.mul(hasLiked, weights) : hasLiked;
    const divergence = tf.sum(tf.mul(tf.add(entropy, crossEntropy), counts));
    return tf.div(divergence, tf.maximum(tf.sum(counts), TINY));
  });
}
