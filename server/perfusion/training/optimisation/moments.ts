import * as tf from '@tensorflow/tfjs-core';
import type { Parameter } from '../../nn/parameter.js';

/** How AdamW moves a weight. */
export interface AdamWConfig {
  /** Decay of the running mean of gradients. */
  readonly beta1: number;
  /** Decay of the running mean of squared gradients. */
  readonly beta2: number;
  readonly epsilon: number;
  /** Share of a weight, times the learning rate, that is taken away each step. */
  readonly weightDecay: number;
}

/** Numbers that outlive a step. */
export interface KeptNumbers {
  readonly shape: readonly number[];
  values(): Float32Array;
}

/** Factors of one step of one parameter. */
export interface StepFactors extends AdamWConfig {
  readonly learningRate: number;
  /** Steps taken, this one included. */
  readonly count: number;
}

/** Running means of one parameter's gradients, which move it. */
export interface Moments {
  /** Mean of the gradients, and mean of their squares. */
  readonly first: KeptNumbers;
  readonly second: KeptNumbers;
  move(parameter: Parameter, gradient: tf.Tensor, factors: StepFactors): void;
  restore(first: Float32Array, second: Float32Array): void;
  dispose(): void;
}

/** @returns moments where the backend computes fastest: in plain arrays beside wasm and cpu, else in its own tensors */
export const createMoments = (shape: readonly number[]): Moments =>
  ['wasm', 'cpu'].includes(tf.getBackend()) ? new ArrayMoments(shape) : new TensorMoments(shape);

/** One pass over plain arrays; several times faster than a dozen kernels that each pass over all weights. */
export class ArrayMoments implements Moments {
  readonly first: KeptNumbers;
  readonly second: KeptNumbers;
  private readonly means: Float32Array;
  private readonly squares: Float32Array;

  constructor(shape: readonly number[]) {
    const size = tf.util.sizeFromShape([...shape]);
    const means = new Float32Array(size);
    const squares = new Float32Array(size);
    this.means = means;
    this.squares = squares;
    this.first = { shape, values: () => means };
    this.second = { shape, values: () => squares };
  }

  move(parameter: Parameter, gradient: tf.Tensor, factors: StepFactors): void {
    const { beta1, beta2, epsilon, weightDecay, learningRate, count } = factors;
    const { means, squares } = this;
    const gradients = gradient.dataSync<'float32'>();
    const weights = parameter.value.dataSync<'float32'>();
    const moved = new Float32Array(weights.length);
    const kept = 1 - learningRate * weightDecay;
    const correction = 1 / Math.sqrt(1 - beta2 ** count);
    const rate = learningRate / (1 - beta1 ** count);
    for (let i = 0; i < moved.length; i++) {
      const slope = gradients[i]!;
      const mean = beta1 * means[i]! + (1 - beta1) * slope;
      const square = beta2 * squares[i]! + (1 - beta2) * slope * slope;
      means[i] = mean;
      squares[i] = square;
      moved[i] = kept * weights[i]! - (rate * mean) / (Math.sqrt(square) * correction + epsilon);
    }
    parameter.assignValues(moved);
  }

  restore(first: Float32Array, second: Float32Array): void {
    this.means.set(first);
    this.squares.set(second);
  }

  dispose(): void {
    // plain arrays go by themselves
  }
}

/** The same in tensors, for backends whose memory is far from the program's. */
export class TensorMoments implements Moments {
  readonly first: KeptNumbers;
  readonly second: KeptNumbers;
  private readonly means: tf.Variable;
  private readonly squares: tf.Variable;

  constructor(shape: readonly number[]) {
    this.means = zeroVariable(shape);
    this.squares = zeroVariable(shape);
    this.first = keptNumbers(this.means);
    this.second = keptNumbers(this.squares);
  }

  move(parameter: Parameter, gradient: tf.Tensor, factors: StepFactors): void {
    const { beta1, beta2, epsilon, weightDecay, learningRate, count } = factors;
    const { means, squares } = this;
    const moved = tf.tidy(() => {
      means.assign(tf.add(tf.mul(means, beta1), tf.mul(gradient, 1 - beta1)));
      squares.assign(tf.add(tf.mul(squares, beta2), tf.mul(tf.square(gradient), 1 - beta2)));
      const deviation = tf.mul(tf.sqrt(squares), 1 / Math.sqrt(1 - beta2 ** count));
      const direction = tf.div(means, tf.add(deviation, epsilon));
      const decayed = tf.mul(parameter.value, 1 - learningRate * weightDecay);
      return tf.sub(decayed, tf.mul(direction, learningRate / (1 - beta1 ** count)));
    });
    parameter.assign(moved);
  }

  restore(first: Float32Array, second: Float32Array): void {
    assignValues(this.means, first);
    assignValues(this.squares, second);
  }

  dispose(): void {
    tf.dispose([this.means, this.squares]);
  }
}

function assignValues(variable: tf.Variable, values: Float32Array): void {
  const tensor = tf.tensor(values, variable.shape);
  variable.assign(tensor);
  tensor.dispose();
}

function zeroVariable(shape: readonly number[]): tf.Variable {
  const values = tf.zeros([...shape]);
  const variable = tf.variable(values, false);
  values.dispose();
  return variable;
}

/** A tensor's numbers, read when asked for. */
export const keptNumbers = (tensor: tf.Tensor): KeptNumbers => ({
  shape: tensor.shape,
  values: () => tensor.dataSync<'float32'>(),
});
