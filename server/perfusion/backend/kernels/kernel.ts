import type * as tf from '@tensorflow/tfjs-core';

/** One kernel of TensorFlow.js, made from the backend's own one where it has one. */
export interface Kernel {
  readonly kernelName: string;
  readonly create: (original: tf.KernelFunc | undefined) => tf.KernelFunc;
}

/**
 * The tensor behind a kernel's input. TensorFlow.js always hands tensors to kernels, though its
 * types promise their description only.
 */
export const asTensor = <R extends tf.Rank = tf.Rank>(input: tf.TensorInfo | undefined) =>
  input as tf.Tensor<R>;
