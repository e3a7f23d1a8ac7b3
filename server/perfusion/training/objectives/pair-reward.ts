import * as tf from '@tensorflow/tfjs-core';
import type { ImageTextReward } from '../../baselines/image-text-reward.js';
import type { Parameter } from '../../nn/parameter.js';
import type { GroupFeedback } from '../../reward/group-loss.js';
import { graphObjective, type Objective } from '../objective.js';
import type { PickBatch } from './picks.js';

/**
 * ImageReward's training: of every two pictures of a group, the better liked one must score
 * higher, `-log sigmoid(better - worse)`; the mean over all such pairs.
 *
 * @param options.towers names of CLIP's weights that train along; none if left out
 * @see Xu et al., NeurIPS 2023, equation 1
 */
export function pairRewardObjective(
  model: ImageTextReward,
  { towers }: { towers?: RegExp } = {},
): Objective<PickBatch> {
  const ofClip = [...model.clip.parameters()].filter(([name]) => towers?.test(name));
  const parameters = new Map<string, Parameter>([
    ...model.parameters(),
    ...ofClip.map(([name, parameter]) => [`clip.${name}`, parameter] as const),
  ]);
  return graphObjective(parameters, ({ ids, images, ...feedback }) =>
    pairwiseLoss(model.scoreGroups(ids, images), feedback),
  );
}

/**
 * @param scores [groups, K]
 * @returns mean over the pairs of different label, scalar, in nats; 0 if there is none
 */
export function pairwiseLoss(scores: tf.Tensor2D, { labels, mask, weights }: GroupFeedback): tf.Scalar {
  return tf.tidy(() => {
    const differences = (x: tf.Tensor2D) => tf.sub(tf.expandDims(x, 2), tf.expandDims(x, 1)); // [groups, K, K]
    const isBetter = tf.cast(tf.greater(differences(labels), 0), 'float32');
    const present = mask ? tf.mul(tf.expandDims(mask, 2), tf.expandDims(mask, 1)) : 1;
    const shares = weights ? tf.reshape(weights, [-1, 1, 1]) : 1;
    const counts = tf.mul(tf.mul(isBetter, present), shares);
    const losses = tf.softplus(tf.neg(differences(scores)));
    return tf.div(tf.sum(tf.mul(losses, counts)), tf.maximum(tf.sum(counts), 1e-30));
  });
}
