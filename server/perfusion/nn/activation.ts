import * as tf from '@tensorflow/tfjs-core';
import { FUSED, hasFused } from '../backend/fused/fused-names.js';

/** Elementwise functions of the architectures, by their names in Hugging Face configurations. */
export type ActivationName = 'gelu' | 'quick_gelu' | 'silu' | 'relu';

export type Activation = <T extends tf.Tensor>(x: T) => T;

/** `x sigmoid(x)`. */
export const silu: Activation = (x) => tf.tidy(() => tf.mul(x, tf.sigmoid(x)));

/** `x Phi(x)` with the exact normal distribution function, not its tanh approximation. */
export const gelu: Activation = <T extends tf.Tensor>(x: T): T =>
  hasFused('gelu') ? (tf.engine().runKernel(FUSED.gelu, { x }) as T) : composedGelu(x);

/** The same from the operations that every backend has. */
export const composedGelu: Activation = (x) =>
  tf.tidy(() => tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1)));

/** `x sigmoid(1.702 x)`, OpenAI's approximation of GELU. */
export const quickGelu: Activation = (x) => tf.tidy(() => tf.mul(x, tf.sigmoid(tf.mul(x, 1.702))));

const relu: Activation = (x) => tf.relu(x);

export const ACTIVATIONS: Readonly<Record<ActivationName, Activation>> = {
  gelu,
  quick_gelu: quickGelu,
  silu,
  relu,
};
