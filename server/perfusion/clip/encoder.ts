import * as tf from '@tensorflow/tfjs';
import { Module } from '../nn/module.js';
import type { TowerConfig } from './clip-config.js';
import { EncoderLayer, type LayerShift } from './encoder-layer.js';

/** What a personalised plug-in adds in every layer of a tower (equation 4). */
export interface TowerShift {
  /** Added to the outputs of attention, [batch, layers, width]. */
  readonly attention: tf.Tensor3D;
  /** Added to the outputs of the feed-forward networks, [batch, layers, width]. */
  readonly feedForward: tf.Tensor3D;
}

/** The stack of Transformer layers that both towers share. */
export class Encoder extends Module {
  private readonly layers: readonly EncoderLayer[];

  constructor(config: TowerConfig) {
    super();
    this.layers = Array.from({ length: config.layers }, (_, i) =>
      this.child(`layers.${i}`, new EncoderLayer(config)),
    );
  }

  /**
   * @param x [batch, tokens, width]
   * @returns [batch, tokens, width] after the last layer
   */
  forward(x: tf.Tensor3D, mask?: tf.Tensor2D, shift?: TowerShift): tf.Tensor3D {
    return tf.tidy(() =>
      this.layers.reduce(
        (hidden, layer, i) => layer.forward(hidden, { mask, shift: shift && layerOf(shift, i) }),
        x,
      ),
    );
  }

  /** @returns the output of every layer, each [batch, tokens, width] */
  hiddenStates(x: tf.Tensor3D, mask?: tf.Tensor2D): tf.Tensor3D[] {
    const states: tf.Tensor3D[] = [];
    for (const layer of this.layers) states.push(layer.forward(states.at(-1) ?? x, { mask }));
    return states;
  }
}

/** [batch, layers, width] -> [batch, 1, width] of one layer */
const layerOf = ({ attention, feedForward }: TowerShift, layer: number): LayerShift => ({
  attention: tf.slice(attention, [0, layer, 0], [-1, 1, -1]),
  feedForward: tf.slice(feedForward, [0, layer, 0], [-1, 1, -1]),
});
