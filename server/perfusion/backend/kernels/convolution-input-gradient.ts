import * as tf from '@tensorflow/tfjs-core';
import { asTensor, type Kernel } from './kernel.js';
import { type KernelCall, memoryOf } from './tensor-memory.js';
import { transposeMatrix } from './transposed-matrix.js';

interface Attributes {
  readonly strides: number | [number, number];
  readonly pad: 'valid' | 'same' | number | tf.backend_util.ExplicitPadding;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
  readonly inputShape: [number, number, number, number];
}

/**
 * Gradient of a convolution in its input, as a convolution of `dy` with the turned filter, which
 * runs on the backend's fast forward kernel. A stride spreads `dy` with zeros first.
 *
 * inputs: `dy` [batch, outHeight, outWidth, out], `filter` [filterHeight, filterWidth, in, out];
 * output: [batch, height, width, in].
 */
export const convolutionInputGradient: Kernel = {
  kernelName: 'Conv2DBackpropInput',
  create: (original) => (call) => {
    const { inputShape, strides, pad, dimRoundingMode } = call.attrs as unknown as Attributes;
    const filter = asTensor<tf.Rank.R4>(call.inputs.filter);
    const info = tf.backend_util.computeConv2DInfo(
      inputShape,
      filter.shape,
      strides,
      1,
      pad,
      dimRoundingMode,
    );
    if (original && hasWidePadding(info)) return original(call);
    return tf.tidy(() => inputGradient(call, filter, info));
  },
};

/** Padding wider than the filter reaches leaves outputs that see no pixel at all. */
const hasWidePadding = ({ padInfo, filterHeight, filterWidth }: tf.backend_util.Conv2DInfo) =>
  Math.max(padInfo.top, padInfo.bottom) >= filterHeight ||
  Math.max(padInfo.left, padInfo.right) >= filterWidth;

function inputGradient(call: KernelCall, filter: tf.Tensor4D, info: tf.backend_util.Conv2DInfo): tf.Tensor4D {
  const { filterHeight, filterWidth, inHeight, inWidth, padInfo } = info;
  const spread = spreadByStride(asTensor(call.inputs.dy), info);
  const [, height, width] = spread.shape;
  const padded = tf.pad(spread, [
    [0, 0],
    [filterHeight - 1 - padInfo.top, inHeight - height + padInfo.top],
    [filterWidth - 1 - padInfo.left, inWidth - width + padInfo.left],
    [0, 0],
  ]);
  return tf.conv2d(padded, transposedFilter(call, filter), 1, 'valid');
}

/** Both image axes reversed and channels swapped: [filterHeight, filterWidth, out, in]. */
function transposedFilter(call: KernelCall, filter: tf.Tensor4D): tf.Tensor4D {
  const [height, width, rows, columns] = filter.shape;
  const memory = memoryOf(call);
  const turned = memory.allocate([height, width, columns, rows]);
  const [source, target] = [memory.floats(filter), memory.floats(turned)];
  for (let tap = 0; tap < height * width; tap++) {
    const from = tap * rows * columns;
    const to = (height * width - 1 - tap) * rows * columns;
    transposeMatrix(source, target, { rows, columns, from, to });
  }
  return tf.engine().makeTensorFromTensorInfo(turned) as tf.Tensor4D;
}

/** @returns `dy` with `stride - 1` zeros between its rows and columns */
function spreadByStride(dy: tf.Tensor4D, info: tf.backend_util.Conv2DInfo): tf.Tensor4D {
  const { batchSize, outHeight, outWidth, outChannels, strideHeight, strideWidth } = info;
  if (strideHeight === 1 && strideWidth === 1) return dy;
  const rows = tf.pad(tf.reshape(dy, [batchSize * outHeight, 1, outWidth * outChannels]), [
    [0, 0],
    [0, strideHeight - 1],
    [0, 0],
  ]);
  const columns = tf.pad(
    tf.reshape(rows, [batchSize * outHeight * strideHeight * outWidth, 1, outChannels]),
    [
      [0, 0],
      [0, strideWidth - 1],
      [0, 0],
    ],
  );
  const whole = tf.reshape(columns, [
    batchSize,
    outHeight * strideHeight,
    outWidth * strideWidth,
    outChannels,
  ]);
  const height = (outHeight - 1) * strideHeight + 1;
  const width = (outWidth - 1) * strideWidth + 1;
  return tf.slice(whole, 0, [batchSize, height, width, outChannels]) as tf.Tensor4D;
}
