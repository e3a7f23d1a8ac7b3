import * as tf from '@tensorflow/tfjs-core';
import type { RandomSource } from '../../random/index.js';
import type { Initial } from './initial.js';
import { readNumbers } from './read-numbers.js';

/**
 * How the numbers lie in a PyTorch file compared with ours. `plain`: alike. `linear`: the file
 * has [out, in], we [in, out]. `convolution`: the file has [out, in, height, width], we
 * [height, width, in, out].
 */
export type Layout = 'plain' | 'linear' | 'convolution';

/** Where axis i of the file's tensor comes from in ours; `FROM_FILE` is the inverse. */
const TO_FILE = { linear: [1, 0], convolution: [3, 2, 0, 1] } as const;
const FROM_FILE = { linear: [1, 0], convolution: [2, 3, 1, 0] } as const;

/**
 * One named array of weights. It takes no memory until it gets values, so that a model of any
 * size can be described, checked and counted first.
 */
export class Parameter {
  private variable: tf.Variable | null = null;

  constructor(
    readonly shape: readonly number[],
    readonly initial: Initial,
    readonly layout: Layout = 'plain',
  ) {}

  /** The weights, in our order of axes. */
  get value(): tf.Variable {
    if (this.variable) return this.variable;
    throw new Error('A parameter is used before the model was initialised or its weights were loaded.');
  }

  get size(): number {
    return this.shape.reduce((product, size) => product * size, 1);
  }

  /** Sizes in the order of a PyTorch file. */
  get fileShape(): readonly number[] {
    if (this.layout === 'plain') return this.shape;
    return TO_FILE[this.layout].map((axis) => this.shape[axis]!);
  }

  initialise(source: RandomSource): void {
    this.assignValues(this.initial(this.size, source));
  }

  /** Takes over values that lie in our order. */
  assignValues(values: Float32Array): void {
    this.assign(tf.tensor(values, [...this.shape]));
  }

  /** Takes over values that lie in a file's order. */
  assignFromFile(values: Float32Array): void {
    const { layout } = this;
    const turned = tf.tidy(() => {
      const stored = tf.tensor(values, [...this.fileShape]);
      return layout === 'plain' ? stored : tf.transpose(stored, [...FROM_FILE[layout]]);
    });
    this.assign(turned);
  }

  /** @returns the values in a file's order */
  toFile(): Float32Array {
    if (this.layout === 'plain') return this.value.dataSync<'float32'>();
    const axes = [...TO_FILE[this.layout]];
    return readNumbers(() => tf.transpose(this.value, axes));
  }

  /** Replaces the values by a tensor of the same shape, which now belongs to the parameter. */
  assign(values: tf.Tensor): void {
    if (this.variable) this.variable.assign(values);
    else this.variable = tf.variable(values);
    values.dispose();
  }

  /** Frees the memory; the parameter can get values again. */
  dispose(): void {
    this.variable?.dispose();
    this.variable = null;
  }
}
