import * as tf from '@tensorflow/tfjs';
import { asTensor, type Kernel } from './kernel.js';

/**
 * Matrix product whose transposed operands are transposed in memory first. The backends' own
 * transposing loops are two to five times slower than a transpose and a plain product together.
 *
 * inputs: `a` [batch, m, k], `b` [batch, k, n], each with its last two axes swapped where
 * `transposeA` or `transposeB` is set; output: [batch, m, n].
 */
export const transposedMatrixProduct: Kernel = {
  kernelName: 'BatchMatMul',
  create: (original) => (call) => {
    if (!original) throw new Error('Every backend has a matrix product.');
    const { transposeA, transposeB } = call.attrs ?? {};
    if (!transposeA && !transposeB) return original(call);

    const swaps: tf.Tensor[] = [];
    const inputs = {
      a: transposeA ? swapped(call.inputs.a, swaps) : call.inputs.a,
      b: transposeB ? swapped(call.inputs.b, swaps) : call.inputs.b,
    };
    const product = original({ ...call, inputs, attrs: { transposeA: false, transposeB: false } });
    tf.dispose(swaps);
    return product;
  },
};

/** @returns the matrices with their last two axes swapped, noted in `swaps` for disposal */
function swapped(matrices: tf.TensorInfo | undefined, swaps: tf.Tensor[]): tf.Tensor {
  const tensor = asTensor(matrices);
  const axes = tensor.shape.map((_, axis) => axis);
  const swap = tf.transpose(tensor, [...axes.slice(0, -2), axes.length - 1, axes.length - 2]);
  swaps.push(swap);
  return swap;
}
