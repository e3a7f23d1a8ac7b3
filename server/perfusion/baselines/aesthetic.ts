import * as tf from '@tensorflow/tfjs-core';
import { Linear } from '../nn/linear.js';
import { Module } from '../nn/module.js';

/** Sizes of the predictor, from a ViT-L/14 image embedding to one score. */
const SIZES = [768, 1024, 128, 64, 16, 1] as const;

/** Places of the linear layers in the published lists of layers, between which dropout and ReLU lie. */
const PLACES = { linear: [0, 2, 4, 6, 7], relu: [0, 3, 6, 9, 11] } as const;

/**
 * LAION's aesthetic predictor: a score of about 1 to 10 for a picture, without prompt or person.
 * The `linear` files have no activation between their layers, the `relu` files have.
 *
 * @see https://github.com/christophschuhmann/improved-aesthetic-predictor
 */
export class AestheticPredictor extends Module {
  private readonly layers: readonly Linear[];

  /** @param sizes lengths from the embedding to the score, six of them; the published ones if left out */
  constructor(
    private readonly kind: keyof typeof PLACES,
    sizes: readonly number[] = SIZES,
  ) {
    super();
    this.layers = PLACES[kind].map((place, i) =>
      this.child(`layers.${place}`, new Linear({ inSize: sizes[i]!, outSize: sizes[i + 1]! })),
    );
  }

  /**
   * @param embeddings image embeddings of length 1, [batch, 768] for the published files (ViT-L/14)
   * @returns [batch]
   */
  score(embeddings: tf.Tensor2D): tf.Tensor1D {
    return tf.tidy(() => {
      const between = (x: tf.Tensor2D) => (this.kind === 'relu' ? tf.relu(x) : x);
      const last = this.layers.length - 1;
      const scores = this.layers.reduce(
        (x, layer, i) => (i === last ? layer.forward(x) : between(layer.forward(x))),
        embeddings,
      );
      return tf.reshape(scores, [-1]);
    });
  }
}
