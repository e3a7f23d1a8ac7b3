import * as tf from '@tensorflow/tfjs-core';
import { Conv2d } from '../nn/conv2d.js';
import { Embedding } from '../nn/embedding.js';
import { normal } from '../nn/initial.js';
import { LayerNorm } from '../nn/layer-norm.js';
import { Module } from '../nn/module.js';
import { Parameter } from '../nn/parameter.js';
import type { VisionConfig } from './clip-config.js';
import { Encoder, type TowerShift } from './encoder.js';

/** CLIP's vision tower, a Vision Transformer: a picture to one vector. */
export class VisionTower extends Module {
  private readonly embeddings: PatchEmbeddings;
  private readonly preNorm: LayerNorm;
  private readonly encoder: Encoder;
  private readonly postNorm: LayerNorm;

  constructor({ width, epsilon, ...sizes }: VisionConfig) {
    super();
    const config = { width, epsilon, ...sizes };
    this.embeddings = this.child('embeddings', new PatchEmbeddings(config));
    this.preNorm = this.child('pre_layrnorm', new LayerNorm(width, epsilon)); // sic: the published files say so
    this.encoder = this.child('encoder', new Encoder(config));
    this.postNorm = this.child('post_layernorm', new LayerNorm(width, epsilon));
  }

  /**
   * @param images normalised pixels, [batch, imageSize, imageSize, 3]
   * @returns the normalised class token, [batch, width]
   */
  pooled(images: tf.Tensor4D, shift?: TowerShift): tf.Tensor2D {
    return tf.tidy(() => {
      const hidden = this.encoder.forward(this.embed(images), undefined, shift);
      const [batch, , width] = hidden.shape;
      const classToken = tf.reshape(tf.slice(hidden, 0, [batch, 1, width]), [batch, width]);
      return this.postNorm.forward(classToken as tf.Tensor2D);
    });
  }

  /** @returns the output of every layer, each [batch, 1 + patches, width] */
  hiddenStates(images: tf.Tensor4D): tf.Tensor3D[] {
    return tf.tidy(() => this.encoder.hiddenStates(this.embed(images)));
  }

  private embed(images: tf.Tensor4D): tf.Tensor3D {
    return this.preNorm.forward(this.embeddings.forward(images));
  }
}

class PatchEmbeddings extends Module {
  private readonly classToken: Parameter;
  private readonly patches: Conv2d;
  private readonly positions: Embedding;

  constructor(private readonly config: VisionConfig) {
    super();
    const { width, patchSize, imageSize } = config;
    const initial = normal(width ** -0.5);
    const patch = {
      inChannels: 3,
      outChannels: width,
      size: patchSize,
      stride: patchSize,
      padding: 0,
      bias: false,
    };
    this.classToken = this.parameter('class_embedding', new Parameter([width], initial));
    this.patches = this.child('patch_embedding', new Conv2d(patch));
    const count = (imageSize / patchSize) ** 2 + 1;
    this.positions = this.child('position_embedding', new Embedding({ count, size: width, initial }));
  }

  /** [batch, imageSize, imageSize, 3] -> [batch, 1 + patches, width], patches row by row */
  forward(images: tf.Tensor4D): tf.Tensor3D {
    const { width, imageSize } = this.config;
    const [batch, height, breadth] = images.shape;
    if (height !== imageSize || breadth !== imageSize) {
      throw new RangeError(
        `images must be ${imageSize} x ${imageSize} pixels, but are ${height} x ${breadth}`,
      );
    }
    const patches: tf.Tensor3D = tf.reshape(this.patches.forward(images), [batch, -1, width]);
    const classTokens: tf.Tensor3D = tf.tile(tf.reshape(this.classToken.value, [1, 1, width]), [batch, 1, 1]);
    return tf.add(tf.concat([classTokens, patches], 1), this.positions.weight.value);
  }
}
