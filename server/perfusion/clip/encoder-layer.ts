import * as tf from '@tensorflow/tfjs-core';
import { ACTIVATIONS } from '../nn/activation.js';
import { attention } from '../nn/attention.js';
import { normal } from '../nn/initial.js';
import { LayerNorm } from '../nn/layer-norm.js';
import { Linear } from '../nn/linear.js';
import { Module } from '../nn/module.js';
import type { TowerConfig } from './clip-config.js';

/** What conditions one layer (equation 5 for a merchant), the same for every token. */
export interface LayerShift {
  /** Added to the output of attention, [batch, 1, width]. */
  readonly attention?: tf.Tensor3D;
  /** Added to the output of the feed-forward network, [batch, 1, width]. */
  readonly feedForward?: tf.Tensor3D;
  readonly attentionModulation?: Modulation;
  readonly feedForwardModulation?: Modulation;
}

/**
 * Adaptive layer normalisation around one part of a layer, each [batch, 1, width]: its input
 * becomes `x (1 + scale) + shift`, its output `y (1 + gate)`. Zeros change nothing.
 *
 * @see Peebles & Xie, "Scalable diffusion models with transformers", ICCV 2023, section 3.2
 */
export interface Modulation {
  readonly shift: tf.Tensor3D;
  readonly scale: tf.Tensor3D;
  readonly gate: tf.Tensor3D;
}

/**
 * One Transformer layer with normalisation before each part:
 * `x += MHA(LN1(x)) + a; x += MLP(LN2(x)) + f`, with a = f = 0 in plain CLIP.
 */
export class EncoderLayer extends Module {
  private readonly norm1: LayerNorm;
  private readonly selfAttention: SelfAttention;
  private readonly norm2: LayerNorm;
  private readonly feedForward: FeedForward;

  constructor(config: TowerConfig) {
    super();
    this.norm1 = this.child('layer_norm1', new LayerNorm(config.width, config.epsilon));
    this.selfAttention = this.child('self_attn', new SelfAttention(config));
    this.norm2 = this.child('layer_norm2', new LayerNorm(config.width, config.epsilon));
    this.feedForward = this.child('mlp', new FeedForward(config));
  }

  /**
   * @param x [batch, tokens, width]
   * @param options.mask added to attention scores, [tokens, tokens]
   * @returns [batch, tokens, width]
   */
  forward(
    x: tf.Tensor3D,
    { mask, shift }: { mask?: tf.Tensor2D | undefined; shift?: LayerShift | undefined },
  ): tf.Tensor3D {
    return tf.tidy(() => {
      const { attentionModulation, feedForwardModulation } = shift ?? {};
      const attended = this.selfAttention.forward(
        modulated(this.norm1.forward(x), attentionModulation),
        mask,
      );
      const hidden: tf.Tensor3D = tf.add(x, shifted(gated(attended, attentionModulation), shift?.attention));
      const output = this.feedForward.forward(modulated(this.norm2.forward(hidden), feedForwardModulation));
      return tf.add(hidden, shifted(gated(output, feedForwardModulation), shift?.feedForward));
    });
  }
}

const shifted = (x: tf.Tensor3D, shift: tf.Tensor3D | undefined): tf.Tensor3D =>
  shift ? tf.add(x, shift) : x;

const modulated = (x: tf.Tensor3D, modulation: Modulation | undefined): tf.Tensor3D =>
  modulation ? tf.add(tf.mul(x, tf.add(modulation.scale, 1)), modulation.shift) : x;

const gated = (x: tf.Tensor3D, modulation: Modulation | undefined): tf.Tensor3D =>
  modulation ? tf.mul(x, tf.add(modulation.gate, 1)) : x;

class SelfAttention extends Module {
  private readonly query: Linear;
  private readonly key: Linear;
  private readonly value: Linear;
  private readonly out: Linear;
  private readonly heads: number;

  constructor({ width, layers, heads }: TowerConfig) {
    super();
    const initial = normal(width ** -0.5);
    const projection = { inSize: width, outSize: width, initial };
    this.query = this.child('q_proj', new Linear(projection));
    this.key = this.child('k_proj', new Linear(projection));
    this.value = this.child('v_proj', new Linear(projection));
    this.out = this.child(
      'out_proj',
      new Linear({ ...projection, initial: normal((2 * width * layers) ** -0.5) }),
    );
    this.heads = heads;
  }

  forward(x: tf.Tensor3D, mask: tf.Tensor2D | undefined): tf.Tensor3D {
    return tf.tidy(() => {
      const query = this.query.forward(x);
      const key = this.key.forward(x);
      const value = this.value.forward(x);
      return this.out.forward(attention({ query, key, value, heads: this.heads, mask }));
    });
  }
}

class FeedForward extends Module {
  private readonly up: Linear;
  private readonly down: Linear;

  constructor(private readonly config: TowerConfig) {
    super();
    const { width, hiddenWidth, layers } = config;
    this.up = this.child(
      'fc1',
      new Linear({ inSize: width, outSize: hiddenWidth, initial: normal((2 * width) ** -0.5) }),
    );
    this.down = this.child(
      'fc2',
      new Linear({ inSize: hiddenWidth, outSize: width, initial: normal((2 * width * layers) ** -0.5) }),
    );
  }

  forward(x: tf.Tensor3D): tf.Tensor3D {
    return tf.tidy(() => this.down.forward(ACTIVATIONS[this.config.activation](this.up.forward(x))));
  }
}
