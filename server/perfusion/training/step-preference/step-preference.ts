import * as tf from '@tensorflow/tfjs-core';
import type { Autoencoder } from '../../autoencoder/autoencoder.js';
import type { StepAwareReward } from '../../baselines/step-aware-reward.js';
import { addedUp, keptGradients, type LossGradients, lossGradients } from '../loss-gradients.js';
import type { Objective } from '../objective.js';
import type { Denoiser } from '../objectives/denoiser.js';
import {
  type BranchingConfig,
  branchedPairs,
  type Judge,
  nextLatents,
  type PromptBatch,
} from './branching.js';
import { predictedPixels } from './predicted-pixels.js';
import type { StepPairs } from './step-pairs.js';

export interface StepPreferenceConfig extends BranchingConfig {
  /** Tie to the reference; 10 in the paper. */
  readonly beta: number;
  /** The ratio of densities is kept in [1 - clip, 1 + clip]; 0.1 in the paper. */
  readonly clip: number;
  /** Height, width and channels of a latent. */
  readonly latentShape: readonly [number, number, number];
}

/** The paper's choices. */
export const STEP_PREFERENCE = {
  inferenceSteps: 20,
  plainSteps: 4,
  candidates: 4,
  guidance: 5,
  leastGap: 0.3,
  beta: 10,
  clip: 0.1,
} as const;

/** Lets a step-aware reward model judge estimates of z_0. */
export const stepJudge =
  (model: StepAwareReward, autoencoder: Autoencoder): Judge =>
  (ids, pictures, timestep) =>
    tf.tidy(() => {
      const pixels = predictedPixels(autoencoder, pictures, model.clip.config.vision.imageSize);
      const timesteps = Array.from({ length: pictures.shape[0] }, () => timestep);
      return tf.mul(model.scoreGroups(ids, pixels, timesteps), model.clip.scale());
    });

/**
 * SPO: images are sampled again in every training step, and at each of their steps the better of
 * two ways of going on from one latent is to become likelier than the worse one, against the
 * frozen reference: `-log sigmoid(beta (log ratio_better - log ratio_worse))`, ratios clamped.
 * The published training adapts attention only, by matrices of rank 4; ours trains the whole weights
 * that the denoiser names.
 *
 * The loss is the mean over the step's pairs; log 2 if no two ways differed enough.
 *
 * @see Liang et al., CVPR 2025, section 3.2
 */
export const stepPreferenceObjective = (
  denoiser: Denoiser,
  judge: Judge,
  config: StepPreferenceConfig,
): Objective<PromptBatch> => ({
  parameters: denoiser.parameters,
  lossGradients(batch, draw) {
    const pairs = branchedPairs({ denoiser, judge, config }, { ...batch, shape: config.latentShape }, draw);
    const total = pairs.reduce((sum, { better }) => sum + better.shape[0], 0);
    if (total === 0) return { loss: Math.LN2, gradients: new Map() };
    return pairs.map((one) => stepGradients(denoiser, config, { pairs: one, total })).reduce(addedUp);
  },
});

/** Gradients of one sampling step's pairs, as their share of all. */
function stepGradients(
  denoiser: Denoiser,
  config: StepPreferenceConfig,
  { pairs, total }: { pairs: StepPairs; total: number },
): LossGradients {
  const { from: rows, timestep, better, worse } = pairs;
  return keptGradients(() => {
    const frozen = nextLatents(denoiser, config, { rows, timestep, weights: 'reference' });
    return lossGradients(denoiser.parameters, () => {
      const { mean } = nextLatents(denoiser, config, { rows, timestep, weights: 'trained' });
      const ratio = (latent: tf.Tensor4D) => {
        const gain = tf.sub(tf.square(tf.sub(latent, frozen.mean)), tf.square(tf.sub(latent, mean)));
        const logRatio = tf.mul(tf.mean(gain, [1, 2, 3]), 0.5 / frozen.deviation ** 2); // [pairs]
        return tf.clipByValue(logRatio, Math.log(1 - config.clip), Math.log(1 + config.clip));
      };
      const margins = tf.mul(tf.sub(ratio(better), ratio(worse)), config.beta);
      return tf.div(tf.sum<tf.Scalar>(tf.softplus(tf.neg(margins))), total);
    });
  });
}
