import * as tf from '@tensorflow/tfjs-core';
import { gelu } from '../nn/activation.js';
import { attention } from '../nn/attention.js';
import { Conv2d } from '../nn/conv2d.js';
import { GroupNorm } from '../nn/group-norm.js';
import { LayerNorm } from '../nn/layer-norm.js';
import { Linear } from '../nn/linear.js';
import { Module } from '../nn/module.js';

export interface SpatialTransformerConfig {
  readonly channels: number;
  readonly contextSize: number;
  readonly heads: number;
  readonly groups: number;
}

/**
 * Lets the pixels of a feature map attend to each other and to the text.
 *
 * @see Rombach et al., "High-resolution image synthesis with latent diffusion models", CVPR 2022, appendix E.2.1
 */
export class SpatialTransformer extends Module {
  private readonly norm: GroupNorm;
  private readonly projectIn: Conv2d;
  private readonly block: TransformerBlock;
  private readonly projectOut: Conv2d;

  constructor(config: SpatialTransformerConfig) {
    super();
    const { channels, groups } = config;
    const projection = { inChannels: channels, outChannels: channels, size: 1 };
    this.norm = this.child('norm', new GroupNorm({ groups, channels, epsilon: 1e-6 }));
    this.projectIn = this.child('proj_in', new Conv2d(projection));
    this.block = this.child('transformer_blocks.0', new TransformerBlock(config));
    this.projectOut = this.child('proj_out', new Conv2d(projection));
  }

  /**
   * @param x       [batch, height, width, channels]
   * @param context text, [batch, tokens, contextSize]
   * @returns the shape of x
   */
  forward(x: tf.Tensor4D, context: tf.Tensor3D): tf.Tensor4D {
    return tf.tidy(() => {
      const [batch, height, width, channels] = x.shape;
      const pixels: tf.Tensor3D = tf.reshape(this.projectIn.forward(this.norm.forward(x)), [
        batch,
        height * width,
        channels,
      ]);
      const hidden = tf.reshape(this.block.forward(pixels, context), [batch, height, width, channels]);
      return tf.add(this.projectOut.forward(hidden as tf.Tensor4D), x);
    });
  }
}

class TransformerBlock extends Module {
  private readonly norm1: LayerNorm;
  private readonly selfAttention: ProjectedAttention;
  private readonly norm2: LayerNorm;
  private readonly textAttention: ProjectedAttention;
  private readonly norm3: LayerNorm;
  private readonly feedForward: GatedFeedForward;

  constructor({ channels, contextSize, heads }: SpatialTransformerConfig) {
    super();
    this.norm1 = this.child('norm1', new LayerNorm(channels));
    this.selfAttention = this.child(
      'attn1',
      new ProjectedAttention({ channels, contextSize: channels, heads }),
    );
    this.norm2 = this.child('norm2', new LayerNorm(channels));
    this.textAttention = this.child('attn2', new ProjectedAttention({ channels, contextSize, heads }));
    this.norm3 = this.child('norm3', new LayerNorm(channels));
    this.feedForward = this.child('ff', new GatedFeedForward(channels));
  }

  /** [batch, pixels, channels] -> the same shape */
  forward(x: tf.Tensor3D, context: tf.Tensor3D): tf.Tensor3D {
    return tf.tidy(() => {
      const own = this.norm1.forward(x);
      const seen: tf.Tensor3D = tf.add(x, this.selfAttention.forward(own, own));
      const read: tf.Tensor3D = tf.add(seen, this.textAttention.forward(this.norm2.forward(seen), context));
      return tf.add(read, this.feedForward.forward(this.norm3.forward(read)));
    });
  }
}

class ProjectedAttention extends Module {
  private readonly query: Linear;
  private readonly key: Linear;
  private readonly value: Linear;
  private readonly out: Linear;
  private readonly heads: number;

  constructor({ channels, contextSize, heads }: { channels: number; contextSize: number; heads: number }) {
    super();
    const fromContext = { inSize: contextSize, outSize: channels, bias: false };
    this.query = this.child('to_q', new Linear({ inSize: channels, outSize: channels, bias: false }));
    this.key = this.child('to_k', new Linear(fromContext));
    this.value = this.child('to_v', new Linear(fromContext));
    this.out = this.child('to_out.0', new Linear({ inSize: channels, outSize: channels }));
    this.heads = heads;
  }

  /** x [batch, pixels, channels] and context [batch, tokens, contextSize] -> the shape of x */
  forward(x: tf.Tensor3D, context: tf.Tensor3D): tf.Tensor3D {
    return tf.tidy(() => {
      const query = this.query.forward(x);
      const key = this.key.forward(context);
      const value = this.value.forward(context);
      return this.out.forward(attention({ query, key, value, heads: this.heads }));
    });
  }
}

/**
 * Feed-forward network with a gate, `W_2 (a * GELU(g)) + b_2` with `[a, g] = W_1 x + b_1`.
 *
 * @see Shazeer, "GLU variants improve Transformer", 2020, equation 6
 */
class GatedFeedForward extends Module {
  private readonly up: Linear;
  private readonly down: Linear;

  constructor(channels: number) {
    super();
    this.up = this.child('net.0.proj', new Linear({ inSize: channels, outSize: 8 * channels }));
    this.down = this.child('net.2', new Linear({ inSize: 4 * channels, outSize: channels }));
  }

  forward(x: tf.Tensor3D): tf.Tensor3D {
    return tf.tidy(() => {
      const [value, gate] = tf.split(this.up.forward(x), 2, 2) as [tf.Tensor3D, tf.Tensor3D]; // each 4 * channels
      return this.down.forward(tf.mul(value, gelu(gate)));
    });
  }
}
