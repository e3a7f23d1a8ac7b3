import * as tf from '@tensorflow/tfjs-core';
import { Module } from '../nn/module.js';
import type { TowerConfig } from './clip-config.js';
import { EncoderLayer, type LayerShift, type Modulation } from './encoder-layer.js';

/** What conditions every layer of a tower on more than its tokens: a merchant (equation 4) or a timestep. */
export interface TowerShift {
  /** Added to the outputs of attention, [batch, layers, width]. */
  readonly attention?: tf.Tensor3D;
  /** Added to the outputs of the feed-forward networks, [batch, layers, width]. */
  readonly feedForward?: tf.Tensor3D;
  /**
   * Shift, scale and gate of attention, then of the feed-forward network, side by side,
   * [batch, layers, 6 * width]; zeros change nothing.
   */
  readonly modulation?: tf.Tensor3D;
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

/** [batch, layers, size] -> [batch, 1, size] of one layer */
function layerOf({ attention, feedForward, modulation }: TowerShift, layer: number): LayerShift {
  const cut = (all: tf.Tensor3D): tf.Tensor3D => tf.slice(all, [0, layer, 0], [-1, 1, -1]);
  return {
    ...(attention && { attention: cut(attention) }),
    ...(feedForward && { feedForward: cut(feedForward) }),
    ...(modulation && modulationOf(cut(modulation))),
  };
}

/** [batch, 1, 6 * width] -> three of [batch, 1, width] a part */
function modulationOf(all: tf.Tensor3D): Pick<LayerShift, 'attentionModulation' | 'feedForwardModulation'> {
  const parts = tf.split(all, 6, 2) as tf.Tensor3D[];
  const [attentionModulation, feedForwardModulation] = [0, 3].map((at) => {
    const [shift, scale, gate] = parts.slice(at, at + 3) as [tf.Tensor3D, tf.Tensor3D, tf.Tensor3D];
    return { shift, scale, gate };
  }) as [Modulation, Modulation];
  return { attentionModulation, feedForwardModulation };
}
