import * as tf from '@tensorflow/tfjs';
import { asTensor, type Kernel } from './kernel.js';

/**
 * Products of fewer multiply-adds than this stay in one call of the backend's own loop, where
 * the cost of a call of its own for each would outweigh the faster product.
 */
const LEAST_FOR_OWN_CALL = 16_384;

type Product = (a: tf.Tensor3D, b: tf.Tensor3D) => tf.Tensor3D;

/**
 * Matrix product for the wasm backend, whose fast product serves single, plain matrices only:
 * operands are transposed in memory first, and a batch is taken one matrix at a time.
 *
 * inputs: `a` [batch, m, k], `b` [batch, k, n], each with its last two axes swapped where
 * `transposeA` or `transposeB` is set; output: [batch, m, n]. A batch of 1 serves all of the other.
 */
export const matrixProduct: Kernel = {
  kernelName: 'BatchMatMul',
  create: (original) => (call) => {
    if (!original) throw new Error('Every backend has a matrix product.');
    const plain: Product = (a, b) => {
      const info = original({ ...call, inputs: { a, b }, attrs: { transposeA: false, transposeB: false } });
      return tf.engine().makeTensorFromTensorInfo(info as tf.TensorInfo) as tf.Tensor3D;
    };
    const { transposeA, transposeB } = call.attrs ?? {};
    return tf.tidy(() => {
      const a = operand(call.inputs.a, Boolean(transposeA));
      const b = operand(call.inputs.b, Boolean(transposeB));
      return paysOwnCalls(a, b) ? oneByOne(a, b, plain) : plain(a, b);
    });
  },
};

/** @returns the matrices, with their last two axes swapped in memory where asked for */
function operand(matrices: tf.TensorInfo | undefined, isTransposed: boolean): tf.Tensor3D {
  const tensor = asTensor<tf.Rank.R3>(matrices);
  if (!isTransposed) return tensor;
  const axes = tensor.shape.map((_, axis) => axis);
  return tf.transpose(tensor, [...axes.slice(0, -2), axes.length - 1, axes.length - 2]);
}

function paysOwnCalls(a: tf.Tensor3D, b: tf.Tensor3D): boolean {
  if (a.rank !== 3 || b.rank !== 3 || Math.max(a.shape[0], b.shape[0]) === 1) return false;
  return a.shape[1] * a.shape[2] * b.shape[2] >= LEAST_FOR_OWN_CALL;
}

function oneByOne(a: tf.Tensor3D, b: tf.Tensor3D, product: Product): tf.Tensor3D {
  const batch = Math.max(a.shape[0], b.shape[0]);
  const products = Array.from({ length: batch }, (_, i) => product(matrixAt(a, i), matrixAt(b, i)));
  return tf.concat(products, 0);
}

/** [batch, rows, columns] -> [1, rows, columns] */
function matrixAt(matrices: tf.Tensor3D, i: number): tf.Tensor3D {
  const [batch, rows, columns] = matrices.shape;
  return tf.slice(matrices, [batch === 1 ? 0 : i, 0, 0], [1, rows, columns]);
}
