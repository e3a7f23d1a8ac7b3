import * as tf from '@tensorflow/tfjs-core';
import { normals, type RandomSource } from '../../random/index.js';
import type { Sampler, SamplerResult } from './sampler.js';

/** The network at one step: z_t to its prediction, both [batch, height, width, channels]. */
export type Denoise = (latent: tf.Tensor4D, timestep: number) => tf.Tensor4D;

/** How far sampling has come. */
export interface SamplingProgress {
  /** Steps done. */
  readonly done: number;
  readonly total: number;
  /** z after the step; the receiver disposes the last one, and clones any other it wants to keep. */
  readonly latent: tf.Tensor4D;
}

export interface SamplingTask {
  readonly sampler: Sampler;
  readonly denoise: Denoise;
  /** Where to start, standard normal; it stays the caller's. */
  readonly noise: tf.Tensor4D;
  readonly seed: number;
}

/**
 * Denoises step by step. The caller may show progress between steps, or stop.
 *
 * @returns progress after every step; the last latent is the result
 */
export function* sampling({
  sampler,
  denoise,
  noise,
  seed,
}: SamplingTask): Generator<SamplingProgress, void> {
  const total = sampler.timesteps.length;
  let state: SamplerResult = { latent: noise.clone(), picture: noise.clone() };
  try {
    for (const [index, timestep] of sampler.timesteps.entries()) {
      const before = state;
      state = tf.tidy(() => {
        const { latent, picture } = before;
        const prediction = denoise(latent, timestep);
        const fresh = sampler.needsNoise
          ? { noise: standardNormal({ seed, purpose: 'sampling', step: index }, latent.shape) }
          : {};
        return sampler.step({
          index,
          latent,
          prediction,
          ...fresh,
          ...(index > 0 ? { previousPicture: picture } : {}),
        });
      });
      tf.dispose([before.latent, before.picture]);
      yield { done: index + 1, total, latent: index + 1 === total ? state.latent.clone() : state.latent };
    }
  } finally {
    tf.dispose([state.latent, state.picture]);
  }
}

/** Standard normal latents, the same on every backend. */
export const standardNormal = (source: RandomSource, shape: [number, number, number, number]): tf.Tensor4D =>
  tf.tensor4d(normals(source, tf.util.sizeFromShape(shape)), shape);

/**
 * Classifier-free guidance, `e_u + w (e_c - e_u)`.
 *
 * @param unconditional prediction for the empty prompt
 * @param conditional   prediction for the prompt, the same shape
 * @param scale         w; 1 is no guidance, 7.5 is usual
 * @see Ho & Salimans, "Classifier-free diffusion guidance", 2022, equation 6
 */
export const guided = (unconditional: tf.Tensor4D, conditional: tf.Tensor4D, scale: number): tf.Tensor4D =>
  tf.tidy(() => tf.add(unconditional, tf.mul(tf.sub(conditional, unconditional), scale)));
