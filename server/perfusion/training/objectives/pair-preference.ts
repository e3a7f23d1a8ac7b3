import * as tf from '@tensorflow/tfjs';
import type { Objective } from '../objective.js';
import type { Denoiser } from './denoiser.js';
import { type GroupPreferenceConfig, groupPreferenceObjective } from './group-preference.js';

/** Pairs of pictures for one prompt each. */
export interface PairBatch {
  /** z_0 of the preferred pictures, [pairs, height, width, latentChannels]. */
  readonly winners: tf.Tensor4D;
  /** z_0 of the others, the same shape. */
  readonly losers: tf.Tensor4D;
  /** Text features of each pair's prompt, [pairs, tokens, contextSize]. */
  readonly context: tf.Tensor3D;
  /** int32 [pairs, features], for a personalised network. */
  readonly features?: tf.Tensor2D;
}

/**
 * Diffusion-DPO, `-log sigmoid(s_winner - s_loser)`: the group preference objective for groups
 * of two, one step and one noise a pair (equation 19).
 *
 * @see Wallace et al., CVPR 2024, equation 14
 */
export function pairPreferenceObjective(
  denoiser: Denoiser,
  config: Omit<GroupPreferenceConfig, 'objective' | 'reduction'>,
): Objective<PairBatch> {
  const groups = groupPreferenceObjective(denoiser, config);
  return {
    parameters: denoiser.parameters,
    lossGradients({ winners, losers, ...conditions }, draw) {
      const [pairs, ...shape] = winners.shape;
      const latents: tf.Tensor4D = tf.reshape(tf.stack([winners, losers], 1), [2 * pairs, ...shape]);
      const positives = Array.from({ length: pairs }, () => [true, false]);
      return groups.lossGradients({ ...conditions, latents, positives }, draw);
    },
  };
}
