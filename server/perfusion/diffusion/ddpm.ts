import * as tf from '@tensorflow/tfjs-core';
import { denoised, type NoiseSchedule, signalShareAt } from './noise-schedule.js';
import { leadingTimesteps, noiseOf, type Sampler, type SamplerResult, type SamplerStep } from './sampler.js';

/** Keeps the deviation of the last step above zero. */
const LEAST_VARIANCE = 1e-20;

/**
 * Denoising diffusion probabilistic models: the reverse process as trained, with new noise at
 * every step but t = 0.
 *
 * @see Ho, Jain & Abbeel, NeurIPS 2020, equations 6 and 7
 */
export function ddpmSampler(
  schedule: NoiseSchedule,
  { inferenceSteps, offset = 1 }: { inferenceSteps: number; offset?: number },
): Sampler {
  const timesteps = leadingTimesteps(schedule.stepCount, inferenceSteps, offset);
  return {
    timesteps,
    needsNoise: true,
    step: (step) => ddpmStep(schedule, timesteps, step),
  };
}

function ddpmStep(schedule: NoiseSchedule, timesteps: readonly number[], step: SamplerStep): SamplerResult {
  const { index, latent, prediction } = step;
  const timestep = timesteps[index]!;
  const next = timesteps[index + 1];
  const share = signalShareAt(schedule, timestep);
  const nextShare = next === undefined ? 1 : signalShareAt(schedule, next);
  const ratio = share / nextShare;
  const variance = Math.max(LEAST_VARIANCE, ((1 - nextShare) / (1 - share)) * (1 - ratio));

  return tf.tidy(() => {
    const { picture } = denoised(schedule, { latent, prediction, timestep });
    const mean: tf.Tensor4D = tf.add(
      tf.mul(picture, (Math.sqrt(nextShare) * (1 - ratio)) / (1 - share)),
      tf.mul(latent, (Math.sqrt(ratio) * (1 - nextShare)) / (1 - share)),
    );
    const noisy: tf.Tensor4D =
      timestep === 0 ? mean : tf.add(mean, tf.mul(noiseOf(step), Math.sqrt(variance)));
    return { latent: noisy, picture };
  });
}
