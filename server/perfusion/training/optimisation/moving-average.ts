import * as tf from '@tensorflow/tfjs-core';
import type { Parameter } from '../../nn/parameter.js';

/** Exponential moving average of weights: `average = decay average + (1 - decay) weights`. */
export class MovingAverage {
  private readonly averages: ReadonlyMap<string, tf.Variable>;

  /**
   * Starts at the present weights.
   *
   * @param decay in [0, 1); 0.999 keeps a memory of about a thousand steps
   */
  constructor(
    private readonly parameters: ReadonlyMap<string, Parameter>,
    private readonly decay: number,
  ) {
    if (!(decay >= 0 && decay < 1)) throw new RangeError(`decay must be in [0, 1), but is ${decay}`);
    this.averages = new Map([...parameters].map(([name, { value }]) => [name, tf.variable(value, false)]));
  }

  /** Takes the present weights in; call after each step. */
  update(): void {
    for (const [name, average] of this.averages) {
      const next = tf.tidy(() =>
        tf.add(tf.mul(average, this.decay), tf.mul(this.parameters.get(name)!.value, 1 - this.decay)),
      );
      average.assign(next);
      next.dispose();
    }
  }

  /** @returns the averages by name; they stay this object's */
  state(): ReadonlyMap<string, tf.Tensor> {
    return this.averages;
  }

  /** @param read gives an average by parameter name */
  restore(read: (name: string) => Float32Array): void {
    for (const [name, average] of this.averages) {
      const saved = tf.tensor(read(name), average.shape);
      average.assign(saved);
      saved.dispose();
    }
  }

  dispose(): void {
    tf.dispose([...this.averages.values()]);
  }
}
