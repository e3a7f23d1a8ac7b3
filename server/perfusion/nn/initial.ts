import { normals, type RandomSource, uniforms } from '../../random/index.js';

/** First values of a parameter: as many numbers as its shape holds, drawn from a source of its own. */
export type Initial = (count: number, source: RandomSource) => Float32Array;

export const zeros: Initial = (count) => new Float32Array(count);

export const ones: Initial = (count) => new Float32Array(count).fill(1);

/** Every element the same number. */
export const constant =
  (value: number): Initial =>
  (count) =>
    new Float32Array(count).fill(value);

/** Normal with mean 0. */
export const normal =
  (standardDeviation: number): Initial =>
  (count, source) =>
    normals(source, count).map((value) => value * standardDeviation);

/** Uniform in [-bound, bound). */
export const uniform =
  (bound: number): Initial =>
  (count, source) =>
    uniforms(source, count).map((value) => (2 * value - 1) * bound);

/** PyTorch's default for linear and convolution layers, weight and bias alike: U(-1/sqrt(n), 1/sqrt(n)). */
export const fanInUniform = (inputCount: number): Initial => uniform(1 / Math.sqrt(inputCount));

/**
 * Xavier's uniform initialisation, U(-sqrt(6/(in+out)), ...).
 *
 * @see Glorot & Bengio, "Understanding the difficulty of training deep feedforward neural networks", 2010, eq. 16
 */
export const xavierUniform = (inputCount: number, outputCount: number): Initial =>
  uniform(Math.sqrt(6 / (inputCount + outputCount)));
