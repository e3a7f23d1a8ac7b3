import * as tf from '@tensorflow/tfjs-core';
import { Conv2d } from '../nn/conv2d.js';
import { Module } from '../nn/module.js';
import type { AutoencoderConfig } from './autoencoder-config.js';
import { VaeDecoder, VaeEncoder } from './vae-blocks.js';

/** The normal distribution of a picture's latent, before scaling. */
export interface LatentDistribution {
  /** [batch, height, width, latentChannels] */
  readonly mean: tf.Tensor4D;
  /** Log of the variance, kept in [-30, 20], the same shape. */
  readonly logVariance: tf.Tensor4D;
}

/**
 * The variational autoencoder of Stable Diffusion. Names are those of diffusers' `AutoencoderKL`.
 * Pictures are in [-1, 1].
 *
 * @see Rombach et al., CVPR 2022, section 3.1
 */
export class Autoencoder extends Module {
  private readonly encoder: VaeEncoder;
  private readonly decoder: VaeDecoder;
  private readonly quantize: Conv2d;
  private readonly unquantize: Conv2d;

  constructor(readonly config: AutoencoderConfig) {
    super();
    const { latentChannels } = config;
    const both = 2 * latentChannels;
    this.encoder = this.child('encoder', new VaeEncoder(config));
    this.decoder = this.child('decoder', new VaeDecoder(config));
    this.quantize = this.child('quant_conv', new Conv2d({ inChannels: both, outChannels: both, size: 1 }));
    this.unquantize = this.child(
      'post_quant_conv',
      new Conv2d({ inChannels: latentChannels, outChannels: latentChannels, size: 1 }),
    );
  }

  /**
   * @param images in [-1, 1], [batch, height, width, 3]
   * @returns the distribution of their latents; its tensors are the caller's
   */
  distribution(images: tf.Tensor4D): LatentDistribution {
    const [mean, logVariance] = tf.tidy(() => {
      const moments = this.quantize.forward(this.encoder.forward(images));
      const [first, second] = tf.split(moments, 2, 3) as [tf.Tensor4D, tf.Tensor4D];
      return [first, tf.clipByValue(second, -30, 20)] as [tf.Tensor4D, tf.Tensor4D];
    });
    return { mean, logVariance };
  }

  /**
   * Latents as the U-Net takes them, `scale (mean + exp(logVariance / 2) noise)`.
   *
   * @param images in [-1, 1], [batch, height, width, 3]
   * @param noise  standard normal, the latents' shape; the mean is taken if left out
   * @returns [batch, height / 8, width / 8, latentChannels] at four levels
   */
  encode(images: tf.Tensor4D, noise?: tf.Tensor4D): tf.Tensor4D {
    return tf.tidy(() => {
      const { mean, logVariance } = this.distribution(images);
      const latent: tf.Tensor4D = noise
        ? tf.add(mean, tf.mul(tf.exp(tf.mul(logVariance, 0.5)), noise))
        : mean;
      return tf.mul(latent, this.config.scale);
    });
  }

  /**
   * @param latents as the U-Net gives them, [batch, height, width, latentChannels]
   * @returns pictures, about [-1, 1] but not clipped, [batch, 8 height, 8 width, 3] at four levels
   */
  decode(latents: tf.Tensor4D): tf.Tensor4D {
    return tf.tidy(() => this.decoder.forward(this.unquantize.forward(tf.div(latents, this.config.scale))));
  }
}
