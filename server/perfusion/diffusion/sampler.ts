import type * as tf from '@tensorflow/tfjs-core';
import { requireWholeNumber } from '../../random/index.js';

/** What a sampler reads at one step. */
export interface SamplerStep {
  /** Place in `timesteps`, from 0. */
  readonly index: number;
  /** z_t, [batch, height, width, channels] */
  readonly latent: tf.Tensor4D;
  /** The network's output, the same shape. */
  readonly prediction: tf.Tensor4D;
  /** Standard normal noise, the same shape; used by the samplers that need it. */
  readonly noise?: tf.Tensor4D;
  /** `picture` that the step before returned; used by the samplers of second order. */
  readonly previousPicture?: tf.Tensor4D;
}

/** (A type, because `tf.tidy` passes no interface through.) */
export type SamplerResult = {
  /** z at the next timestep, the same shape. */
  readonly latent: tf.Tensor4D;
  /** The present estimate of z_0, the same shape. */
  readonly picture: tf.Tensor4D;
};

/** A way from noise to a picture. It holds no state: what a step needs of the one before is handed in. */
export interface Sampler {
  /** Timesteps at which the network predicts, falling. */
  readonly timesteps: readonly number[];
  /** Whether steps need noise. */
  readonly needsNoise: boolean;
  step(step: SamplerStep): SamplerResult;
}

/** @throws {RangeError} if a step that needs noise has none: without it the sampler would be another */
export function noiseOf({ noise, index }: SamplerStep): tf.Tensor4D {
  if (noise) return noise;
  throw new RangeError(`step ${index} of this sampler needs noise`);
}

/** `count` steps in equal distances from 0, shifted up by `offset`, falling: diffusers' "leading" spacing. */
export function leadingTimesteps(stepCount: number, count: number, offset: number): number[] {
  requireCount(count, stepCount);
  const distance = Math.floor(stepCount / count);
  return Array.from({ length: count }, (_, i) => (count - 1 - i) * distance + offset);
}

/** `count` steps from the last one down, 0 left out, rounded half to even: diffusers' "linspace" spacing. */
export function evenTimesteps(stepCount: number, count: number): number[] {
  requireCount(count, stepCount);
  return Array.from({ length: count }, (_, i) => roundHalfToEven(((stepCount - 1) * (count - i)) / count));
}

const requireCount = (count: number, stepCount: number) =>
  requireWholeNumber('the number of inference steps', count, { min: 1, max: stepCount - 1 });

function roundHalfToEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
