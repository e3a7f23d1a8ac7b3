import * as tf from '@tensorflow/tfjs-core';
import { integers, type RandomSource, uniforms } from '../../../random/index.js';
import { addNoise, type NoiseSchedule, predictionTarget } from '../../diffusion/noise-schedule.js';
import { standardNormal } from '../../diffusion/sample.js';
import { lossGradients } from '../loss-gradients.js';
import type { Draw, Objective } from '../objective.js';
import type { Denoiser } from './denoiser.js';
import { type Drop, withDroppedRows } from './dropped-rows.js';

/** What is left out now and then: prompts (an empty prompt's text features stand in), merchants (unknown features). */
export interface ConditionDrops {
  /** The papers drop 0.1 to 0.2 of the prompts. */
  readonly prompt?: Drop;
  readonly user?: Drop;
}

export interface DenoisingConfig {
  readonly schedule: NoiseSchedule;
  readonly drops?: ConditionDrops;
  /**
   * How often noisy steps come: step `T (1 - u^power)` for u even in (0, 1]. 1 if left out: all equally often, as in
   * the papers. Colour and silhouette are decided where noise is strong.
   */
  readonly timestepPower?: number;
}

/** @returns timesteps, each in [0, schedule.stepCount) */
export function drawnTimesteps(
  { schedule: { stepCount }, timestepPower = 1 }: DenoisingConfig,
  source: RandomSource,
  count: number,
): number[] {
  if (timestepPower === 1) return [...integers(source, count, stepCount)];
  return Array.from(uniforms(source, count), (u) => Math.floor(stepCount * (1 - (1 - u) ** timestepPower)));
}

/** Pictures to learn to make. */
export interface LatentBatch {
  /** z_0 as the U-Net takes it, [batch, height, width, latentChannels]. */
  readonly latents: tf.Tensor4D;
  /** Text features of each prompt, [batch, tokens, contextSize]. */
  readonly context: tf.Tensor3D;
  /** int32 [batch, features], for a personalised network. */
  readonly features?: tf.Tensor2D;
}

/**
 * Diffusion loss (equation 1): mean squared error of the predicted noise at a random step of
 * each picture. On liked pictures it is supervised fine-tuning; with a personalised network the
 * ablation without group objective.
 */
export const denoisingObjective = (denoiser: Denoiser, config: DenoisingConfig): Objective<LatentBatch> => ({
  parameters: denoiser.parameters,
  lossGradients(batch, draw) {
    const { networkInput, target } = noisyInput(config, batch, draw);
    const predictions = denoiser.predictions(networkInput);
    return lossGradients(denoiser.parameters, () =>
      tf.mean<tf.Scalar>(tf.square(tf.sub(predictions.trained(), target))),
    );
  },
});

/** Every picture with a step and noise of its own. */
function noisyInput(
  config: DenoisingConfig,
  { latents, context, features }: LatentBatch,
  { seed, step }: Draw,
) {
  const { schedule, drops } = config;
  const source = (purpose: string) => ({ seed, purpose, step });
  const timesteps = drawnTimesteps(config, source('timesteps'), latents.shape[0]);
  const noise = standardNormal(source('noise'), latents.shape);
  const noisy = { latents, noise, timesteps };
  return {
    networkInput: {
      input: {
        latent: addNoise(schedule, noisy),
        timesteps,
        context: withDroppedRows(context, drops?.prompt, source('prompt drop')),
      },
      features: features && withDroppedRows(features, drops?.user, source('user drop')),
    },
    target: predictionTarget(schedule, noisy),
  };
}
