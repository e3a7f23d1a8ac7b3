import * as tf from '@tensorflow/tfjs-core';
import { normals } from '../../random/index.js';
import { type Conv2d, zeroConvolution } from '../nn/conv2d.js';
import type { Initial } from '../nn/initial.js';
import { Linear } from '../nn/linear.js';
import { Module } from '../nn/module.js';
import type { Parameter } from '../nn/parameter.js';
import { type UserConfig, UserEncoder, userSize } from '../reward/user-encoder.js';
import type { Residuals } from '../unet/unet.js';
import type { UnetConfig } from '../unet/unet-config.js';
import type { DenoisingInput } from '../unet/unet-encoder.js';
import { ControlNetwork, tidyResiduals } from './control-network.js';

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
    return tidyResiduals(() => {
      const latent: tf.Tensor4D = tf.add(input.latent, this.user.map(features));
      return this.copies.forward({ ...input, latent });
    });
  }
}

/** Standard deviation of the first embeddings: two merchants differ before anything is learnt of them. */
const EMBEDDING_SPREAD = 0.3;

/**
 * Of the map's first weights, times the root of their number, so that the first map is about as strong as the noise.
 */
const MAP_SPREAD = 4;

/** Squares along each side of the map in which all places start alike. */
const MAP_SQUARES = 2;

type MapShape = readonly [height: number, width: number, channels: number];

/**
 * First weights of the map, alike in each square: the noise of the latent averages out over a
 * square, but hides a map that differs from place to place. The paper does not say.
 */
const equalInSquares =
  ([height, width, channels]: MapShape, spread: number): Initial =>
  (count, source) => {
    const squares = MAP_SQUARES ** 2;
    const drawn = normals(source, (count / (height * width)) * squares);
    return Float32Array.from({ length: count }, (_, i) => {
      const place = Math.floor(i / channels);
      const [line, column] = [Math.floor(place / width) % height, place % width];
      const square = squareOf(line, height) * MAP_SQUARES + squareOf(column, width);
      const row = Math.floor(place / (width * height));
      return spread * drawn[(row * squares + square) * channels + (i % channels)]!;
    });
  };

const squareOf = (place: number, size: number) => Math.floor((place * MAP_SQUARES) / size);

/** A merchant's features to a map of the latent's size, laid out row by row, channels last. */
class UserMap extends UserEncoder {
  private readonly toMap: Linear;
  private readonly zeroIn: Conv2d;
  private readonly shape: MapShape;

  constructor({ user, unet, inputKernel }: PersonalNetworkConfig) {
    super(user, { spread: EMBEDDING_SPREAD });
    const { latentSize, latentChannels } = unet;
    this.shape = [latentSize, latentSize, latentChannels];
    const inSize = userSize(user);
    const initial = equalInSquares(this.shape, MAP_SPREAD / Math.sqrt(inSize));
    this.toMap = this.child(
      'to_map',
      new Linear({ inSize, outSize: latentSize ** 2 * latentChannels, initial }),
    );
    this.zeroIn = this.child('zero_in', zeroConvolution(latentChannels, latentChannels, inputKernel));
  }

  /** int32 [batch, features] -> [batch, latentSize, latentSize, latentChannels], zero before training */
  map(features: tf.Tensor2D): tf.Tensor4D {
    return tf.tidy(() => {
      const map: tf.Tensor4D = tf.reshape(this.toMap.forward(this.forward(features)), [-1, ...this.shape]);
      return this.zeroIn.forward(map);
    });
  }
}
