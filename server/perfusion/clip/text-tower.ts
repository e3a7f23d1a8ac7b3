import * as tf from '@tensorflow/tfjs-core';
import { causalMask } from '../nn/attention.js';
import { Embedding } from '../nn/embedding.js';
import { normal } from '../nn/initial.js';
import { LayerNorm } from '../nn/layer-norm.js';
import { Module } from '../nn/module.js';
import type { TextConfig } from './clip-config.js';
import { Encoder, type TowerShift } from './encoder.js';

/** CLIP's text tower: tokens to one vector a token. */
export class TextTower extends Module {
  private readonly tokens: Embedding;
  private readonly positions: Embedding;
  private readonly encoder: Encoder;
  private readonly finalNorm: LayerNorm;

  constructor(private readonly config: TextConfig) {
    super();
    const { vocabulary, context, width, epsilon } = config;
    this.tokens = this.child('embeddings.token_embedding', new Embedding({ count: vocabulary, size: width }));
    this.positions = this.child(
      'embeddings.position_embedding',
      new Embedding({ count: context, size: width, initial: normal(0.01) }),
    );
    this.encoder = this.child('encoder', new Encoder(config));
    this.finalNorm = this.child('final_layer_norm', new LayerNorm(width, epsilon));
  }

  /**
   * @param ids int32 [batch, tokens], at most `context` tokens
   * @returns [batch, tokens, width], the context that Stable Diffusion's U-Net attends to
   */
  forward(ids: tf.Tensor2D, shift?: TowerShift): tf.Tensor3D {
    return tf.tidy(() =>
      this.finalNorm.forward(this.encoder.forward(this.embed(ids), causalMask(ids.shape[1]), shift)),
    );
  }

  /**
   * The vector at the end of each prompt. The end token has the largest id of the vocabulary, so
   * its first place is where the ids are largest.
   *
   * @param ids int32 [batch, tokens]
   * @returns [batch, width]
   */
  pooled(ids: tf.Tensor2D, shift?: TowerShift): tf.Tensor2D {
    return tf.tidy(() => {
      const atEnd = tf.oneHot(tf.argMax(ids, 1), ids.shape[1]); // [batch, tokens]
      const weights = tf.expandDims(tf.cast(atEnd, 'float32'), 2); // [batch, tokens, 1]
      return tf.sum(tf.mul(this.forward(ids, shift), weights), 1);
    });
  }

  /** @returns the output of every layer, before the final normalisation */
  hiddenStates(ids: tf.Tensor2D): tf.Tensor3D[] {
    return tf.tidy(() => this.encoder.hiddenStates(this.embed(ids), causalMask(ids.shape[1])));
  }

  private embed(ids: tf.Tensor2D): tf.Tensor3D {
    const count = ids.shape[1];
    if (count > this.config.context)
      throw new RangeError(`a prompt has ${count} tokens, at most ${this.config.context} fit`);
    const positions = tf.slice(this.positions.weight.value, [0, 0], [count, -1]); // [tokens, width]
    return tf.add(this.tokens.forward(ids), positions);
  }
}
