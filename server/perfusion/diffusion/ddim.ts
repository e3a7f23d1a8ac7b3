import * as tf from '@tensorflow/tfjs-core';
import { denoised, type NoiseSchedule, signalShareAt } from './noise-schedule.js';
import { leadingTimesteps, noiseOf, type Sampler, type SamplerResult, type SamplerStep } from './sampler.js';

export interface DdimConfig {
  readonly inferenceSteps: number;
  /** 0: the picture follows from the first noise alone; 1: as much new noise as DDPM adds. */
  readonly eta?: number;
  /** Added to all timesteps; 1 in Stable Diffusion. */
  readonly offset?: number;
  /** Take abar = 1 rather than abar_0 behind the last step. */
  readonly endsAtOne?: boolean;
  /** Clip the estimate of z_0 to [-1, 1], for models of pixels. */
  readonly clips?: boolean;
}

/**
 * Denoising diffusion implicit models.
 *
 * @see Song, Meng & Ermon, ICLR 2021, equations 12 and 16
 */
export function ddimSampler(schedule: NoiseSchedule, config: DdimConfig): Sampler {
  const { inferenceSteps, eta = 0, offset = 1 } = config;
  const timesteps = leadingTimesteps(schedule.stepCount, inferenceSteps, offset);
  return {
    timesteps,
    needsNoise: eta > 0,
    step: (step) => ddimStep(schedule, { ...config, eta, timestep: timesteps[step.index]! }, step),
  };
}

function ddimStep(schedule: NoiseSchedule, config: DdimTransition, step: SamplerStep): SamplerResult {
  return tf.tidy(() => {
    const { mean, deviation, picture } = ddimTransition(schedule, config, step);
    const noisy: tf.Tensor4D = deviation > 0 ? tf.add(mean, tf.mul(noiseOf(step), deviation)) : mean;
    return { latent: noisy, picture };
  });
}

/** Which step of a sampler, and how. */
export type DdimTransition = DdimConfig & { readonly eta: number; readonly timestep: number };

/** The normal distribution of the next latent, and the present estimate of z_0. */
export interface NextLatent {
  /** [batch, height, width, channels] */
  readonly mean: tf.Tensor4D;
  /** The same for all numbers. */
  readonly deviation: number;
  readonly picture: tf.Tensor4D;
}

/** One step of DDIM as a distribution; the caller runs inside a tidy. */
export function ddimTransition(
  schedule: NoiseSchedule,
  config: DdimTransition,
  { latent, prediction }: Pick<SamplerStep, 'latent' | 'prediction'>,
): NextLatent {
  const { inferenceSteps, timestep, eta, clips = false, endsAtOne = false } = config;
  const next = timestep - Math.floor(schedule.stepCount / inferenceSteps);
  const lastShare = endsAtOne ? 1 : signalShareAt(schedule, 0);
  const nextShare = next >= 0 ? signalShareAt(schedule, next) : lastShare;
  const deviation = eta * Math.sqrt(ddimVariance(signalShareAt(schedule, timestep), nextShare));
  const { picture: estimate, noise: direction } = denoised(schedule, { latent, prediction, timestep });
  const picture = clips ? tf.clipByValue(estimate, -1, 1) : estimate;
  const mean: tf.Tensor4D = tf.add(
    tf.mul(picture, Math.sqrt(nextShare)),
    tf.mul(direction, Math.sqrt(1 - nextShare - deviation ** 2)),
  );
  return { mean, deviation, picture };
}

/** Variance of one full DDPM step between two shares of signal, `(1-abar')/(1-abar) (1 - abar/abar')`. */
export const ddimVariance = (share: number, nextShare: number) =>
  ((1 - nextShare) / (1 - share)) * (1 - share / nextShare);
