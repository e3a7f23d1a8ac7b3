import * as tf from '@tensorflow/tfjs';
import { type Conv2d, zeroConvolution } from '../nn/conv2d.js';
import { Linear } from '../nn/linear.js';
import { Module } from '../nn/module.js';
import type { Parameter } from '../nn/parameter.js';
import { type UserConfig, UserEncoder, userSize } from '../reward/user-encoder.js';
import type { Residuals } from '../unet/unet.js';
import type { UnetConfig } from '../unet/unet-config.js';
import type { DenoisingInput } from '../unet/unet-encoder.js';
import { ControlNetwork } from './control-network.js';

export interface PersonalNetworkConfig {
  readonly unet: UnetConfig;
  readonly user: UserConfig;
  /** Kernel size of the zero convolution behind the merchant's map, 1 or 3; the paper does not say, we take 1. */
  readonly inputKernel: 1 | 3;
}

/**
 * PerFusion's personalised adaptive network (PAN): a merchant's features become a map that is
 * added to the noisy latent, before the first convolution of a ControlNet-like copy of the
 * frozen U-Net. It holds all that trains; before training it changes nothing.
 */
export class PersonalNetwork extends Module {
  /** The copied blocks and zero convolutions; a ControlNet file loads into them. */
  readonly copies: ControlNetwork;
  readonly user: UserMap;

  constructor(config: PersonalNetworkConfig) {
    super();
    this.copies = new ControlNetwork(config.unet);
    this.user = this.child('user', new UserMap(config));
  }

  /** The copies keep ControlNet's names, without a prefix; the merchant's path is `user.*`. */
  override parameters(): Map<string, Parameter> {
    return new Map([...this.copies.parameters(), ...super.parameters()]);
  }

  /**
   * @param input    the noisy latent as the U-Net sees it
   * @param features int32 [batch, features]
   * @returns what to add to the U-Net's skips and middle
   */
  forward(input: DenoisingInput, features: tf.Tensor2D): Residuals {
    const latent: tf.Tensor4D = tf.add(input.latent, this.user.map(features));
    return this.copies.forward({ ...input, latent });
  }
}

/** A merchant's features to a map of the latent's size, laid out row by row, channels last. */
class UserMap extends UserEncoder {
  private readonly toMap: Linear;
  private readonly zeroIn: Conv2d;
  private readonly shape: readonly [number, number, number];

  constructor({ user, unet, inputKernel }: PersonalNetworkConfig) {
    super(user);
    const { latentSize, latentChannels } = unet;
    this.toMap = this.child(
      'to_map',
      new Linear({ inSize: userSize(user), outSize: latentSize ** 2 * latentChannels }),
    );
    this.zeroIn = this.child('zero_in', zeroConvolution(latentChannels, latentChannels, inputKernel));
    this.shape = [latentSize, latentSize, latentChannels];
  }

  /** int32 [batch, features] -> [batch, latentSize, latentSize, latentChannels], zero before training */
  map(features: tf.Tensor2D): tf.Tensor4D {
    return tf.tidy(() => {
      const map: tf.Tensor4D = tf.reshape(this.toMap.forward(this.forward(features)), [-1, ...this.shape]);
      return this.zeroIn.forward(map);
    });
  }
}
