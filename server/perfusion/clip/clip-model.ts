import * as tf from '@tensorflow/tfjs-core';
import { constant, normal } from '../nn/initial.js';
import { Linear } from '../nn/linear.js';
import { Module } from '../nn/module.js';
import { Parameter } from '../nn/parameter.js';
import type { ClipConfig } from './clip-config.js';
import type { TowerShift } from './encoder.js';
import { TextTower } from './text-tower.js';
import { VisionTower } from './vision-tower.js';

/**
 * CLIP: a text and a vision tower whose embeddings point the same way where text and picture
 * belong together. Names are those of Hugging Face's `CLIPModel`.
 *
 * @see Radford et al., "Learning transferable visual models from natural language supervision", ICML 2021
 */
export class ClipModel extends Module {
  readonly text: TextTower;
  readonly vision: VisionTower;
  private readonly logitScale: Parameter;
  private readonly textProjection: Linear;
  private readonly visualProjection: Linear;

  constructor(readonly config: ClipConfig) {
    super();
    const { text, vision, embedding } = config;
    this.logitScale = this.parameter('logit_scale', new Parameter([], constant(Math.log(1 / 0.07))));
    this.text = this.child('text_model', new TextTower(text));
    this.vision = this.child('vision_model', new VisionTower(vision));
    this.textProjection = this.child('text_projection', projection(text.width, embedding));
    this.visualProjection = this.child('visual_projection', projection(vision.width, embedding));
  }

  /**
   * @param ids int32 [batch, tokens]
   * @returns text embeddings before scaling to length 1, [batch, embedding]
   */
  embedText(ids: tf.Tensor2D, shift?: TowerShift): tf.Tensor2D {
    return tf.tidy(() => this.textProjection.forward(this.text.pooled(ids, shift)));
  }

  /**
   * @param images normalised pixels, [batch, imageSize, imageSize, 3]
   * @returns image embeddings before scaling to length 1, [batch, embedding]
   */
  embedImages(images: tf.Tensor4D, shift?: TowerShift): tf.Tensor2D {
    return tf.tidy(() => this.visualProjection.forward(this.vision.pooled(images, shift)));
  }

  /** Factor between cosines and logits, `exp(logit_scale)`; 100 in the published models. A scalar. */
  scale(): tf.Scalar {
    return tf.exp(this.logitScale.value) as tf.Scalar;
  }

  /**
   * Logits of every image with every text, `exp(logit_scale) cos(image, text)`.
   *
   * @param imageEmbeddings [images, embedding]
   * @param textEmbeddings  [texts, embedding]
   * @returns [images, texts]
   */
  logits(imageEmbeddings: tf.Tensor2D, textEmbeddings: tf.Tensor2D): tf.Tensor2D {
    return tf.tidy(() => {
      const cosines = tf.matMul(unitLength(imageEmbeddings), unitLength(textEmbeddings), false, true);
      return tf.mul(cosines, this.scale());
    });
  }
}

const projection = (inSize: number, outSize: number) =>
  new Linear({ inSize, outSize, bias: false, initial: normal(inSize ** -0.5) });

/** Scales each vector of the last axis to length 1. */
export const unitLength = <T extends tf.Tensor>(x: T): T =>
  tf.tidy(() => tf.mul(x, tf.rsqrt(tf.sum(tf.square(x), -1, true))) as T);

/** The text encoder of Stable Diffusion 1.5: the text tower alone, without projection. */
export class ClipTextEncoder extends Module {
  readonly text: TextTower;

  constructor(readonly config: ClipConfig['text']) {
    super();
    this.text = this.child('text_model', new TextTower(config));
  }
}

/** Integer tables that older weight files carry and no model needs. */
export const IGNORED_CLIP_TENSORS = /\.position_ids$/;
