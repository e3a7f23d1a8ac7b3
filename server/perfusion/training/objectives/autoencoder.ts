import * as tf from '@tensorflow/tfjs-core';
import type { Autoencoder } from '../../autoencoder/autoencoder.js';
import { standardNormal } from '../../diffusion/sample.js';
import { graphObjective, type Objective } from '../objective.js';

export interface AutoencoderObjectiveConfig {
  /** Error of a pixel: its distance, or the square of it. */
  readonly error: 'absolute' | 'squared';
  /** Weight of the divergence of a latent number from N(0, 1), e.g. 1e-4. */
  readonly klWeight: number;
}

/** Pictures in [-1, 1], [batch, height, width, 3]. */
export interface PictureBatch {
  readonly images: tf.Tensor4D;
}

/**
 * Trains an autoencoder to give pictures back from a noisy latent that stays near N(0, 1):
 * mean error a pixel + klWeight * mean divergence a latent number.
 *
 * @see Kingma & Welling, "Auto-encoding variational Bayes", 2014, appendix B
 * @see Rombach et al., CVPR 2022, appendix G, without its discriminator
 */
export function autoencoderObjective(
  autoencoder: Autoencoder,
  { error, klWeight }: AutoencoderObjectiveConfig,
): Objective<PictureBatch> {
  const errorOf = error === 'absolute' ? tf.abs<tf.Tensor> : tf.square<tf.Tensor>;
  return graphObjective(autoencoder.parameters(), ({ images }, { seed, step }) => {
    const { mean, logVariance } = autoencoder.distribution(images);
    const noise = standardNormal({ seed, purpose: 'latents', step }, mean.shape);
    const latent = tf.add(mean, tf.mul(tf.exp(tf.mul(logVariance, 0.5)), noise)) as tf.Tensor4D;
    const restored = autoencoder.decode(tf.mul(latent, autoencoder.config.scale));
    const reconstruction = tf.mean(errorOf(tf.sub(restored, images)));
    return tf.add(reconstruction, tf.mul(divergence(mean, logVariance), klWeight));
  });
}

/** Mean of `KL(N(mean, variance) || N(0, 1))` over all latent numbers, in nats. */
const divergence = (mean: tf.Tensor4D, logVariance: tf.Tensor4D): tf.Scalar =>
  tf.tidy(() => {
    const terms = tf.sub(tf.sub(tf.add(tf.square(mean), tf.exp(logVariance)), 1), logVariance);
    return tf.mul(tf.mean(terms), 0.5);
  });
