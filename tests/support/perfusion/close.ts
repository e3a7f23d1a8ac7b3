import { expect } from '@jest/globals';
import * as tf from '@tensorflow/tfjs-core';
import { silu } from '../../../server/perfusion/nn/activation.js';
import type { Module } from '../../../server/perfusion/nn/module.js';

/** Largest difference of two lists of numbers, as a fraction of the largest expected one. */
export function relativeError(actual: tf.Tensor | ArrayLike<number>, expected: ArrayLike<number>): number {
  const values = actual instanceof tf.Tensor ? actual.dataSync() : actual;
  if (values.length !== expected.length) return Number.POSITIVE_INFINITY;
  let difference = 0;
  let largest = 0;
  for (let i = 0; i < expected.length; i++) {
    const error = Math.abs(values[i]! - expected[i]!);
    if (!(error <= difference)) difference = error; // NaN stays
    largest = Math.max(largest, Math.abs(expected[i]!));
  }
  return difference / (largest || 1);
}

/** A tensor of numbers that look random and are the same in every run. */
export function waves<R extends tf.Rank>(shape: tf.ShapeMap[R], phase = 0): tf.Tensor<R> {
  const size = tf.util.sizeFromShape(shape);
  const values = Float32Array.from({ length: size }, (_, i) => Math.sin(1 + phase + i * 1.7 + i * i * 0.013));
  return tf.tensor(values, shape, 'float32');
}

/** Runs once and fails if more than the result stays allocated. */
export function expectNoLeak(run: () => tf.Tensor): void {
  const before = tf.memory().numTensors;
  const result = run();
  expect(tf.memory().numTensors).toBe(before + 1);
  result.dispose();
}

/** Fails unless the loss reaches every parameter of the module with a finite gradient. */
export function expectFiniteGradients(module: Module, loss: () => tf.Tensor): void {
  const parameters = [...module.parameters()];
  const { grads, value } = tf.variableGrads(
    () => loss() as tf.Scalar,
    parameters.map(([, parameter]) => parameter.value),
  );
  const bad = parameters.filter(([, { value: variable }]) => {
    const gradient = grads[variable.name];
    return !gradient?.dataSync().every(Number.isFinite);
  });
  tf.dispose([value, ...Object.values(grads)]);
  expect(bad.map(([name]) => name)).toEqual([]);
}

/** A building block, one run of it on inputs that are made before, and the shape it must give. */
export interface BlockCase {
  readonly block: Module;
  readonly run: () => tf.Tensor;
  readonly shape: readonly number[];
}

/** Fails unless the block gives its shape, leaks nothing and has a finite gradient in every parameter. */
export function expectSoundBlock({ block, run, shape }: BlockCase): void {
  block.initialise(1);

  expectShape(run, shape);
  expectNoLeak(run);
  expectFiniteGradients(block, () => tf.sum(silu(run())));
}

/** The same for a layer without weights: its gradient is that in its input. */
export function expectSoundLayer<T extends tf.Tensor>(
  run: (x: T) => tf.Tensor,
  { x, shape }: { readonly x: T; readonly shape: readonly number[] },
): void {
  expectShape(() => run(x), shape);
  expectNoLeak(() => run(x));
  const gradient = tf.grad((input: tf.Tensor) => tf.sum(silu(run(input as T))))(x);
  expect(gradient.shape).toEqual(x.shape);
  expect(gradient.dataSync().every(Number.isFinite)).toBe(true);
  gradient.dispose();
}

/** The last of several outputs, the others freed: blocks with many maps hand the last one on. */
export function lastOf<T extends tf.Tensor>(outputs: readonly T[]): T {
  tf.dispose(outputs.slice(0, -1));
  return outputs.at(-1)!;
}

function expectShape(run: () => tf.Tensor, shape: readonly number[]): void {
  const output = run();
  expect(output.shape).toEqual(shape);
  output.dispose();
}
