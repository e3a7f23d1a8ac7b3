import * as tf from '@tensorflow/tfjs-core';
import type { TowerShift } from '../clip/encoder.js';
import { Module } from '../nn/module.js';
import { type AdaNet, type AdaNetConfig, PerLayerAdaNet, type TowerSizes, WholeAdaNet } from './ada-net.js';
import { type UserConfig, UserEncoder, userSize } from './user-encoder.js';

export interface PlugInConfig {
  readonly user: UserConfig;
  /** Length of the adaptive networks' hidden vector. */
  readonly hiddenSize: number;
  /** `whole`: one network emits all layers; `perLayer`: one network a layer. The paper leaves it open. */
  readonly adaNet: 'whole' | 'perLayer';
}

/** Everything that personalises a tower: features, crossing, and the two adaptive networks. */
export class PlugIn extends Module {
  readonly user: UserEncoder;
  private readonly attention: AdaNet;
  private readonly feedForward: AdaNet;

  constructor({ user, hiddenSize, adaNet }: PlugInConfig, towers: TowerSizes) {
    super();
    const config = { userSize: userSize(user), hiddenSize, towers };
    this.user = this.child('user', new UserEncoder(user));
    this.attention = this.child('ada_attn', createAdaNet(adaNet, config));
    this.feedForward = this.child('ada_ffn', createAdaNet(adaNet, config));
  }

  /**
   * @param features int32 [batch, features]
   * @returns addends of every layer of the named tower (equations 4 and 5)
   */
  shift(features: tf.Tensor2D, tower: string): TowerShift {
    return tf.tidy(() => {
      const u = this.user.forward(features);
      return { attention: this.attention.forward(u, tower), feedForward: this.feedForward.forward(u, tower) };
    });
  }
}

const createAdaNet = (kind: PlugInConfig['adaNet'], config: AdaNetConfig) =>
  kind === 'whole' ? new WholeAdaNet(config) : new PerLayerAdaNet(config);
