import * as tf from '@tensorflow/tfjs-core';
import type { Autoencoder } from '../../autoencoder/autoencoder.js';
import { MEAN, STANDARD_DEVIATION } from '../../clip/preprocess-image.js';

/**
 * Latents as pictures for a vision tower, without leaving the backend: decoded, resized
 * (bilinear) and normalised.
 *
 * @param latents as the U-Net takes them, [batch, height, width, latentChannels]
 * @param size    height and width of the tower's pictures, in pixels
 * @returns [batch, size, size, 3]
 */
export function predictedPixels(autoencoder: Autoencoder, latents: tf.Tensor4D, size: number): tf.Tensor4D {
  return tf.tidy(() => {
    const decoded = autoencoder.decode(latents);
    const resized = decoded.shape[1] === size ? decoded : tf.image.resizeBilinear(decoded, [size, size]);
    const unit = tf.clipByValue(tf.mul(tf.add(resized, 1), 0.5), 0, 1);
    return tf.div(tf.sub(unit, tf.tensor1d([...MEAN])), tf.tensor1d([...STANDARD_DEVIATION]));
  });
}
