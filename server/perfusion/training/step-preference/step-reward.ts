import * as tf from '@tensorflow/tfjs-core';
import { integers } from '../../../random/index.js';
import type { Autoencoder } from '../../autoencoder/autoencoder.js';
import type { StepAwareReward } from '../../baselines/step-aware-reward.js';
import { addNoise, denoised, type NoiseSchedule } from '../../diffusion/noise-schedule.js';
import { standardNormal } from '../../diffusion/sample.js';
import { type GroupFeedback, groupKlLoss } from '../../reward/group-loss.js';
import type { Unet } from '../../unet/unet.js';
import { lossGradients } from '../loss-gradients.js';
import { type Objective, parametersMatching } from '../objective.js';
import { predictedPixels } from './predicted-pixels.js';

/** The frozen generator whose half-way pictures the model learns to compare. */
export interface FrozenGenerator {
  readonly unet: Unet;
  readonly autoencoder: Autoencoder;
  readonly schedule: NoiseSchedule;
}

/** Groups of K pictures for one prompt each, with the feedback of anybody. */
export interface StepRewardBatch extends GroupFeedback {
  /** z_0 as the U-Net takes it, group after group, [groups * K, height, width, latentChannels]. */
  readonly latents: tf.Tensor4D;
  /** Text features of each prompt for the U-Net, [groups, tokens, contextSize]. */
  readonly context: tf.Tensor3D;
  /** The same prompts for the reward model, int32 [groups, tokens]. */
  readonly ids: tf.Tensor2D;
}

/**
 * Trains SPO's step-aware preference model: the pictures of a group are noised to one random
 * step with one noise, predicted back by the frozen U-Net in one go, and the model must score
 * the prediction of the picked one highest.
 *
 * @param options.trains names of the weights that train, CLIP's under `clip.*`; all if left out
 * @see Liang et al., CVPR 2025, section 3.3
 */
export function stepRewardObjective(
  model: StepAwareReward,
  generator: FrozenGenerator,
  { trains = /./ }: { trains?: RegExp } = {},
): Objective<StepRewardBatch> {
  const parameters = parametersMatching(model.parameters(), trains);
  return {
    parameters,
    lossGradients(batch, { seed, step }) {
      const { ids, labels, latents } = batch;
      const size = labels.shape[1];
      const groups = Int32Array.from({ length: latents.shape[0] }, (_, i) => Math.floor(i / size));
      const drawn = integers(
        { seed, purpose: 'timesteps', step },
        ids.shape[0],
        generator.schedule.stepCount,
      );
      const timesteps = [...groups].map((group) => drawn[group]!);
      const perGroup = <T extends tf.Tensor>(rows: T): T => tf.gather(rows, tf.tensor1d(groups, 'int32'));
      const shape = [ids.shape[0], ...latents.shape.slice(1)] as [number, number, number, number];
      const noise = perGroup(standardNormal({ seed, purpose: 'noise', step }, shape));
      const noisy = { latents, noise, timesteps, context: perGroup(batch.context) };
      const pixels = predictedAgain(generator, noisy, model.clip.config.vision.imageSize);
      return lossGradients(parameters, () => {
        const cosines = model.scoreGroups(ids, pixels, timesteps);
        return groupKlLoss(tf.mul(cosines, model.clip.scale()), batch);
      });
    },
  };
}

interface NoisyPictures {
  readonly latents: tf.Tensor4D;
  readonly noise: tf.Tensor4D;
  readonly timesteps: readonly number[];
  /** [pictures, tokens, contextSize] */
  readonly context: tf.Tensor3D;
}

function predictedAgain(
  { unet, autoencoder, schedule }: FrozenGenerator,
  { context, ...noisy }: NoisyPictures,
  size: number,
): tf.Tensor4D {
  return tf.tidy(() => {
    const { timesteps } = noisy;
    const latent = addNoise(schedule, noisy);
    const prediction = unet.forward({ latent, timesteps, context });
    const each = timesteps.map((timestep, i) => {
      const one = (all: tf.Tensor4D) => tf.slice(all, i, 1);
      return denoised(schedule, { latent: one(latent), prediction: one(prediction), timestep }).picture;
    });
    return predictedPixels(autoencoder, tf.concat(each), size);
  });
}
