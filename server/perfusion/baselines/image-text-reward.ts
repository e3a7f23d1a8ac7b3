import * as tf from '@tensorflow/tfjs-core';
import type { ClipModel } from '../clip/clip-model.js';
import { EncoderLayer } from '../clip/encoder-layer.js';
import { attention, causalMask } from '../nn/attention.js';
import { LayerNorm } from '../nn/layer-norm.js';
import { Linear } from '../nn/linear.js';
import { Module } from '../nn/module.js';
import { repeatRows } from '../reward/group-cosines.js';

export interface ImageTextRewardConfig {
  /** Layers in which the text looks at the picture. */
  readonly layers: number;
  /** Lengths of the head's hidden vectors; ImageReward takes 1024, 128, 64, 16. */
  readonly headSizes: readonly number[];
  /** Mean and standard deviation of raw scores, taken off and divided out; ImageReward: 0.16717363, 1.03333950. */
  readonly standard?: { readonly mean: number; readonly deviation: number };
}

/**
 * A reward model in the manner of ImageReward: the prompt's tokens look at the picture's patches,
 * and a head turns the last token's vector into one score, the same for everybody. Where
 * ImageReward builds on BLIP, this builds on the towers of a CLIP; it holds what comes behind them.
 *
 * @see Xu et al., "ImageReward", NeurIPS 2023, section 3.2
 */
export class ImageTextReward extends Module {
  private readonly imageNorm: LayerNorm;
  private readonly layers: readonly FusionLayer[];
  private readonly finalNorm: LayerNorm;
  private readonly head: readonly Linear[];

  constructor(
    readonly clip: ClipModel,
    private readonly config: ImageTextRewardConfig,
  ) {
    super();
    const { text, vision } = clip.config;
    this.imageNorm = this.child('image_norm', new LayerNorm(vision.width, vision.epsilon));
    this.layers = Array.from({ length: config.layers }, (_, i) =>
      this.child(`layers.${i}`, new FusionLayer(clip)),
    );
    this.finalNorm = this.child('final_layer_norm', new LayerNorm(text.width, text.epsilon));
    const sizes = [text.width, ...config.headSizes, 1];
    this.head = sizes
      .slice(1)
      .map((outSize, i) => this.child(`mlp.${i}`, new Linear({ inSize: sizes[i]!, outSize })));
  }

  /**
   * @param ids    int32 [groups, tokens]
   * @param images normalised pixels, group after group, [groups * K, size, size, 3]
   * @returns [groups, K], without bounds
   */
  scoreGroups(ids: tf.Tensor2D, images: tf.Tensor4D): tf.Tensor2D {
    return tf.tidy(() => {
      const [groups, tokens] = ids.shape;
      const size = images.shape[0] / groups;
      const words = repeatTokens(this.clip.text.forward(ids), size); // [pictures, tokens, text width]
      const patches = this.imageNorm.forward(this.clip.vision.hiddenStates(images).at(-1)!);
      const mask = causalMask(tokens);
      const read = this.layers.reduce((x, layer) => layer.forward(x, patches, mask), words);
      const last = lastTokens(this.finalNorm.forward(read), repeatRows(ids, size));
      return tf.reshape(this.scored(last), [groups, size]);
    });
  }

  /** [pictures, text width] -> [pictures, 1]; linear layers without activation between, as published */
  private scored(vectors: tf.Tensor2D): tf.Tensor2D {
    const raw = this.head.reduce((x, layer) => layer.forward(x), vectors);
    const { mean, deviation } = this.config.standard ?? { mean: 0, deviation: 1 };
    return tf.div(tf.sub(raw, mean), deviation);
  }
}

/** [groups, tokens, width] -> [groups * times, tokens, width] */
function repeatTokens(x: tf.Tensor3D, times: number): tf.Tensor3D {
  const [groups, tokens, width] = x.shape;
  return tf.reshape(repeatRows(tf.reshape(x, [groups, tokens * width]), times), [-1, tokens, width]);
}

/** The vectors at the end tokens, which have the largest ids: [batch, tokens, width] -> [batch, width] */
function lastTokens(x: tf.Tensor3D, ids: tf.Tensor2D): tf.Tensor2D {
  const weights = tf.cast(tf.oneHot(tf.argMax(ids, 1), ids.shape[1]), 'float32'); // [batch, tokens]
  return tf.sum(tf.mul(x, tf.expandDims(weights, 2)), 1);
}

/** The text looks at the picture, then goes through a layer like those of its tower. */
class FusionLayer extends Module {
  private readonly norm: LayerNorm;
  private readonly query: Linear;
  private readonly key: Linear;
  private readonly value: Linear;
  private readonly out: Linear;
  private readonly rest: EncoderLayer;
  private readonly heads: number;

  constructor({ config: { text, vision } }: ClipModel) {
    super();
    const { width, epsilon, heads } = text;
    const fromPicture = { inSize: vision.width, outSize: width };
    this.norm = this.child('norm', new LayerNorm(width, epsilon));
    this.query = this.child('cross_attn.q_proj', new Linear({ inSize: width, outSize: width }));
    this.key = this.child('cross_attn.k_proj', new Linear(fromPicture));
    this.value = this.child('cross_attn.v_proj', new Linear(fromPicture));
    this.out = this.child('cross_attn.out_proj', new Linear({ inSize: width, outSize: width }));
    this.rest = this.child('layer', new EncoderLayer(text));
    this.heads = heads;
  }

  /** words [batch, tokens, text width] and patches [batch, patches, vision width] -> the shape of the words */
  forward(words: tf.Tensor3D, patches: tf.Tensor3D, mask: tf.Tensor2D): tf.Tensor3D {
    return tf.tidy(() => {
      const seen = attention({
        query: this.query.forward(this.norm.forward(words)),
        key: this.key.forward(patches),
        value: this.value.forward(patches),
        heads: this.heads,
      });
      return this.rest.forward(tf.add(words, this.out.forward(seen)), { mask });
    });
  }
}
