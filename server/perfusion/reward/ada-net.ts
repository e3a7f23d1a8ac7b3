import * as tf from '@tensorflow/tfjs-core';
import type { TowerConfig } from '../clip/clip-config.js';
import { gelu } from '../nn/activation.js';
import { zeros } from '../nn/initial.js';
import { Linear } from '../nn/linear.js';
import { Module } from '../nn/module.js';

/** What a tower must have to be personalised. */
export type TowerSize = Pick<TowerConfig, 'layers' | 'width'>;

/** Towers by name; a network for several shares everything but its last layer. */
export type TowerSizes = Readonly<Record<string, TowerSize>>;

export interface AdaNetConfig {
  readonly userSize: number;
  /** Length of the hidden vector; the paper does not say, we take 128 at full size. */
  readonly hiddenSize: number;
  readonly towers: TowerSizes;
}

/** Maps u to one addend for every layer of a tower. */
export interface AdaNet extends Module {
  /**
   * @param u [batch, userSize]
   * @returns [batch, layers, width] of the named tower; all zero before training
   */
  forward(u: tf.Tensor2D, tower: string): tf.Tensor3D;
}

/** One network that emits the addends of all layers at once: `W_2 GELU(W_1 u + b_1) + b_2` (equation 4). */
export class WholeAdaNet extends Module implements AdaNet {
  private readonly hidden: Linear;
  private readonly outputs = new Map<string, Linear>();

  constructor(private readonly config: AdaNetConfig) {
    super();
    const { userSize, hiddenSize, towers } = config;
    this.hidden = this.child('fc1', new Linear({ inSize: userSize, outSize: hiddenSize }));
    for (const [name, { layers, width }] of Object.entries(towers)) {
      const output = new Linear({ inSize: hiddenSize, outSize: layers * width, initial: zeros });
      this.outputs.set(name, this.child(`fc2.${name}`, output));
    }
  }

  forward(u: tf.Tensor2D, tower: string): tf.Tensor3D {
    return tf.tidy(() => {
      const { layers, width } = this.config.towers[tower]!;
      const addends = this.outputs.get(tower)!.forward(gelu(this.hidden.forward(u))); // [batch, layers * width]
      return tf.reshape(addends, [-1, layers, width]);
    });
  }
}

/** The same with a network of its own for every layer. */
export class PerLayerAdaNet extends Module implements AdaNet {
  private readonly networks: readonly WholeAdaNet[];

  constructor(private readonly config: AdaNetConfig) {
    super();
    const count = Math.max(...Object.values(config.towers).map(({ layers }) => layers));
    this.networks = Array.from({ length: count }, (_, l) =>
      this.child(`${l}`, new WholeAdaNet({ ...config, towers: layerOf(config.towers, l) })),
    );
  }

  forward(u: tf.Tensor2D, tower: string): tf.Tensor3D {
    return tf.tidy(() => {
      const networks = this.networks.slice(0, this.config.towers[tower]!.layers);
      return tf.concat(
        networks.map((network) => network.forward(u, tower)),
        1,
      );
    });
  }
}

/** One layer of each tower that is so deep. */
const layerOf = (towers: TowerSizes, layer: number): TowerSizes =>
  Object.fromEntries(
    Object.entries(towers)
      .filter(([, { layers }]) => layers > layer)
      .map(([name, { width }]) => [name, { layers: 1, width }]),
  );
