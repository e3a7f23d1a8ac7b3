import * as tf from '@tensorflow/tfjs-core';
import { Embedding } from '../nn/embedding.js';
import { normal, xavierUniform, zeros } from '../nn/initial.js';
import { Module } from '../nn/module.js';
import { Parameter } from '../nn/parameter.js';

/** How a merchant's profile becomes the vector u. */
export interface UserConfig {
  /** Number of known values of each feature; one more row stands for unknown values. */
  readonly featureSizes: readonly number[];
  /** Length of a feature's vector; the paper does not say, we take 16. */
  readonly embeddingSize: number;
  /** Number of crossing layers; the paper does not say, we take 3. */
  readonly crossLayers: number;
  /** `v2`: a full matrix a layer (DCN-V2); `v1`: a vector a layer (DCN). */
  readonly crossType: 'v1' | 'v2';
}

/** Length of u: all features' vectors side by side. */
export const userSize = ({ featureSizes, embeddingSize }: UserConfig) => featureSizes.length * embeddingSize;

/** Profile features to the merchant's preference vector u (equation 2). */
export class UserEncoder extends Module {
  private readonly embeddings: readonly Embedding[];
  private readonly cross: CrossNetwork;

  /** @param spread standard deviation of the first embeddings; the paper does not say */
  constructor(
    private readonly config: UserConfig,
    { spread = 0.02 }: { readonly spread?: number } = {},
  ) {
    super();
    const { featureSizes, embeddingSize: size } = config;
    this.embeddings = featureSizes.map((count, f) =>
      this.child(`emb.${f}`, new Embedding({ count: count + 1, size, initial: normal(spread) })),
    );
    this.cross = this.child('cross', new CrossNetwork(userSize(config), config));
  }

  /**
   * @param features int32 [batch, features], as `featureIds` makes them
   * @returns u, [batch, userSize]
   */
  forward(features: tf.Tensor2D): tf.Tensor2D {
    return tf.tidy(() => {
      const vectors = this.embeddings.map((table, f) => table.forward(columnOf(features, f)) as tf.Tensor2D);
      return this.cross.forward(tf.concat(vectors, 1)); // [batch, features * embeddingSize]
    });
  }

  /**
   * Rows of the tables for profiles; a value that is missing or was never seen becomes "unknown".
   *
   * @param profiles one row a merchant, one number a feature: 0 to size - 1, or null
   * @throws {RangeError} if a profile has another number of features
   */
  featureIds(profiles: readonly (readonly (number | null)[])[]): tf.Tensor2D {
    const { featureSizes } = this.config;
    const rows = profiles.map((profile) => {
      if (profile.length === featureSizes.length)
        return featureSizes.map((size, f) => knownOr(profile[f], size));
      throw new RangeError(
        `a profile has ${profile.length} features, but the model knows ${featureSizes.length}`,
      );
    });
    return tf.tensor2d(rows, [profiles.length, featureSizes.length], 'int32');
  }
}

const knownOr = (value: number | null | undefined, size: number) =>
  Number.isInteger(value) && value! >= 0 && value! < size ? value! : size;

/** [batch, features] -> [batch] */
const columnOf = (features: tf.Tensor2D, f: number): tf.Tensor1D =>
  tf.reshape(tf.slice(features, [0, f], [-1, 1]), [-1]);

/**
 * Feature crossing: every layer multiplies its input with the first one, so layer l holds products of l + 1 features.
 */
export class CrossNetwork extends Module {
  private readonly layers: readonly (MatrixCross | VectorCross)[];

  constructor(size: number, { crossLayers, crossType }: Pick<UserConfig, 'crossLayers' | 'crossType'>) {
    super();
    const create = () => (crossType === 'v2' ? new MatrixCross(size) : new VectorCross(size));
    this.layers = Array.from({ length: crossLayers }, (_, l) => this.child(`${l}`, create()));
  }

  /**
   * @param first x_0, [batch, size]
   * @returns x_{L_c}, [batch, size]
   */
  forward(first: tf.Tensor2D): tf.Tensor2D {
    return tf.tidy(() => this.layers.reduce((x, layer) => layer.forward(first, x), first));
  }
}

/**
 * `x' = x_0 * (W x + b) + x`, elementwise product.
 *
 * @see Wang et al., "DCN V2: improved deep & cross network", WWW 2021, equation 1
 */
class MatrixCross extends Module {
  private readonly weight: Parameter;
  private readonly bias: Parameter;

  constructor(size: number) {
    super();
    this.weight = this.parameter('weight', new Parameter([size, size], xavierUniform(size, size), 'linear'));
    this.bias = this.parameter('bias', new Parameter([size], zeros));
  }

  forward(first: tf.Tensor2D, x: tf.Tensor2D): tf.Tensor2D {
    return tf.tidy(() => {
      const mixed = tf.add(tf.matMul(x, this.weight.value as tf.Tensor2D), this.bias.value); // [batch, size]
      return tf.add(tf.mul(first, mixed), x);
    });
  }
}

/**
 * `x' = x_0 (x . w) + b + x`.
 *
 * @see Wang et al., "Deep & cross network for ad click predictions", ADKDD 2017, equation 3
 */
class VectorCross extends Module {
  private readonly weight: Parameter;
  private readonly bias: Parameter;

  constructor(size: number) {
    super();
    this.weight = this.parameter('weight', new Parameter([size], xavierUniform(size, 1)));
    this.bias = this.parameter('bias', new Parameter([size], zeros));
  }

  forward(first: tf.Tensor2D, x: tf.Tensor2D): tf.Tensor2D {
    return tf.tidy(() => {
      const products = tf.sum(tf.mul(x, this.weight.value), 1, true); // [batch, 1]
      return tf.add(tf.add(tf.mul(first, products), this.bias.value), x);
    });
  }
}
