import * as tf from '@tensorflow/tfjs-core';

export interface ScheduleConfig {
  readonly betaStart: number;
  readonly betaEnd: number;
  /** `scaledLinear`: square roots of beta rise in a straight line, as in Stable Diffusion; `linear`: betas do. */
  readonly betas: 'scaledLinear' | 'linear';
  /** Diffusion steps T. */
  readonly stepCount: number;
  /** What the network predicts: the noise, or the velocity `sqrt(abar) eps - sqrt(1 - abar) z_0`. */
  readonly prediction: 'epsilon' | 'velocity';
}

/** Stable Diffusion 1.5. */
export const SD15_SCHEDULE: ScheduleConfig = {
  betaStart: 0.00085,
  betaEnd: 0.012,
  betas: 'scaledLinear',
  stepCount: 1000,
  prediction: 'epsilon',
};

/** How much of a picture is left after each diffusion step. */
export interface NoiseSchedule extends ScheduleConfig {
  /** abar_t, the share of the picture's variance after step t; float32 values, falling. */
  readonly signalShares: Float32Array;
}

/** @returns the schedule with `abar_t = prod_{s <= t} (1 - beta_s)`, rounded where PyTorch rounds to float32 */
export function noiseSchedule(config: ScheduleConfig = SD15_SCHEDULE): NoiseSchedule {
  const { betaStart, betaEnd, betas, stepCount } = config;
  const power = betas === 'linear' ? 1 : 2;
  const roots = straightLine(betaStart ** (1 / power), betaEnd ** (1 / power), stepCount);
  let share = 1; // PyTorch multiplies in double precision
  const signalShares = roots.map((root) => {
    share *= Math.fround(1 - Math.fround(root ** power));
    return share;
  });
  return { ...config, signalShares };
}

/** `torch.linspace` in float32: counted from the nearer end. */
function straightLine(from: number, to: number, count: number): Float32Array {
  const distance = Math.fround((Math.fround(to) - Math.fround(from)) / (count - 1));
  return Float32Array.from({ length: count }, (_, i) =>
    i < count / 2 ? Math.fround(from) + distance * i : Math.fround(to) - distance * (count - 1 - i),
  );
}

/** abar at a step; a defect, not bad input, if the schedule has no such step. */
export function signalShareAt({ signalShares }: NoiseSchedule, timestep: number): number {
  const share = signalShares[timestep];
  if (share === undefined)
    throw new RangeError(`timestep ${timestep} is not in 0 to ${signalShares.length - 1}`);
  return share;
}

/** Latents and what noise comes to them. */
export interface NoisyLatents {
  /** z_0, [batch, height, width, channels] */
  readonly latents: tf.Tensor4D;
  /** eps, the same shape */
  readonly noise: tf.Tensor4D;
  /** One a latent. */
  readonly timesteps: readonly number[];
}

/**
 * Mixes latents with noise, `z_t = sqrt(abar_t) z_0 + sqrt(1 - abar_t) eps`.
 *
 * @returns z_t, the shape of the latents
 */
export function addNoise(schedule: NoiseSchedule, { latents, noise, timesteps }: NoisyLatents): tf.Tensor4D {
  return tf.tidy(() => {
    const shares = sharesAt(schedule, timesteps);
    return tf.add(tf.mul(tf.sqrt(shares), latents), tf.mul(tf.sqrt(tf.sub(1, shares)), noise));
  });
}

/**
 * What a perfect network would answer to `addNoise`: the noise, or the velocity
 * `sqrt(abar_t) eps - sqrt(1 - abar_t) z_0`.
 *
 * @returns the shape of the latents
 */
export function predictionTarget(
  schedule: NoiseSchedule,
  { latents, noise, timesteps }: NoisyLatents,
): tf.Tensor4D {
  return tf.tidy(() => {
    if (schedule.prediction === 'epsilon') return tf.clone(noise);
    const shares = sharesAt(schedule, timesteps);
    return tf.sub(tf.mul(tf.sqrt(shares), noise), tf.mul(tf.sqrt(tf.sub(1, shares)), latents));
  });
}

/** abar at each step, [batch, 1, 1, 1] */
const sharesAt = (schedule: NoiseSchedule, timesteps: readonly number[]): tf.Tensor4D =>
  tf.tensor4d(
    timesteps.map((t) => signalShareAt(schedule, t)),
    [timesteps.length, 1, 1, 1],
  );

/** A network's prediction, split into what it thinks is the picture and what the noise. */
export interface Denoised {
  /** Estimate of z_0. */
  readonly picture: tf.Tensor4D;
  /** Estimate of eps. */
  readonly noise: tf.Tensor4D;
}

/**
 * Reads a network's prediction at one step.
 *
 * @param latent     z_t, [batch, height, width, channels]
 * @param prediction the network's output, the same shape
 */
export function denoised(
  schedule: NoiseSchedule,
  { latent, prediction, timestep }: { latent: tf.Tensor4D; prediction: tf.Tensor4D; timestep: number },
): Denoised {
  const share = signalShareAt(schedule, timestep);
  const [signal, noise] = [Math.sqrt(share), Math.sqrt(1 - share)];
  if (schedule.prediction === 'epsilon') {
    return { picture: tf.div(tf.sub(latent, tf.mul(prediction, noise)), signal), noise: prediction };
  }
  return {
    picture: tf.sub(tf.mul(latent, signal), tf.mul(prediction, noise)),
    noise: tf.add(tf.mul(prediction, signal), tf.mul(latent, noise)),
  };
}
