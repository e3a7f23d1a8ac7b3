import * as tf from '@tensorflow/tfjs-core';
import { asTensor, type Kernel } from './kernel.js';
import { WasmHeap } from './wasm-heap.js';

/**
 * Products of fewer multiply-adds than this stay in one call of the backend's own loop, where
 * the cost of a call for each (some 5 us) would outweigh the faster product.
 */
const MIN_FOR_OWN_CALL = 5_000;

/** Names for the library's functions that the backend, which counts from 1, never comes to. */
const [A, B, PRODUCT] = [2 ** 31 - 1, 2 ** 31 - 2, 2 ** 31 - 3] as const;

type Product = (a: tf.Tensor3D, b: tf.Tensor3D) => tf.TensorInfo;

/**
 * Matrix product for the wasm backend, whose fast product serves single, plain matrices only:
 * operands are transposed in memory first, and a batch is taken one matrix at a time, in place.
 *
 * inputs: `a` [..., m, k], `b` [..., k, n], each with its last two axes swapped where
 * `transposeA` or `transposeB` is set; output: [..., m, n]. A batch of 1 serves all of the other.
 */
export const matrixProduct: Kernel = {
  kernelName: 'BatchMatMul',
  create: (original) => (call) => {
    if (!original) throw new Error('Every backend has a matrix product.');
    const plain: Product = (a, b) =>
      original({
        ...call,
        inputs: { a, b },
        attrs: { transposeA: false, transposeB: false },
      }) as tf.TensorInfo;
    const { transposeA, transposeB } = call.attrs ?? {};
    return tf.tidy(() => {
      const a = operand(call.inputs.a, Boolean(transposeA));
      const b = operand(call.inputs.b, Boolean(transposeB));
      const product = paysOwnCalls(a, b) ? oneByOne(WasmHeap.of(call), a, b) : plain(a, b);
      return tf.engine().makeTensorFromTensorInfo(product);
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
  return a.shape[1] * a.shape[2] * b.shape[2] >= MIN_FOR_OWN_CALL;
}

function oneByOne(heap: WasmHeap, a: tf.Tensor3D, b: tf.Tensor3D): tf.TensorInfo {
  const [batchA, m, k] = a.shape;
  const [batchB, , n] = b.shape;
  const product = heap.allocate([Math.max(batchA, batchB), m, n], 'float32');
  const multiply = libraryProduct(heap);
  const at = (tensor: tf.TensorInfo, batch: number, i: number, size: number) =>
    heap.address(tensor) + (batch === 1 ? 0 : 4 * i * size);
  for (let i = 0; i < product.shape[0]!; i++) {
    heap.name(A, m * k, at(a, batchA, i, m * k));
    heap.name(B, k * n, at(b, batchB, i, k * n));
    heap.name(PRODUCT, m * n, at(product, product.shape[0]!, i, m * n));
    multiply([m, k, n]);
    for (const id of [A, B, PRODUCT]) heap.forget(id);
  }
  return product;
}

/** Multiplies the named matrices [m, k] and [k, n]. */
function libraryProduct(heap: WasmHeap) {
  const call = heap.function('BatchMatMul', [
    'number',
    'array',
    'number',
    'number',
    'array',
    'number',
    'number',
    'number',
    'number',
  ]);
  return ([m, k, n]: readonly [number, number, number]) =>
    call(A, shapeBytes([1, m, k]), 3, B, shapeBytes([1, k, n]), 3, 0, 0, PRODUCT);
}

const shapeBytes = (shape: readonly number[]) => new Uint8Array(Int32Array.from(shape).buffer);
