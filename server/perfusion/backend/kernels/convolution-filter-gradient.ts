import * as tf from '@tensorflow/tfjs-core';
import { asTensor, type Kernel } from './kernel.js';
import { type KernelCall, memoryOf } from './tensor-memory.js';

interface Attributes {
  readonly strides: number | [number, number];
  readonly pad: 'valid' | 'same' | number | tf.backend_util.ExplicitPadding;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
  readonly filterShape: [number, number, number, number];
}

/**
 * Gradient of a convolution in its filter, one matrix product a row of the filter:
 * `dw_i = x_i dy`, where each column of `x_i` holds the input pixels that row i of the filter
 * meets at one output pixel. All products share `dy`, which the wasm backend prepares once.
 *
 * inputs: `x` [batch, height, width, in], `dy` [batch, outHeight, outWidth, out];
 * output: [filterHeight, filterWidth, in, out].
 */
export const convolutionFilterGradient: Kernel = {
  kernelName: 'Conv2DBackpropFilter',
  create: () => (call) => {
    const { strides, pad, dimRoundingMode, filterShape } = call.attrs as unknown as Attributes;
    const x = asTensor<tf.Rank.R4>(call.inputs.x);
    const info = tf.backend_util.computeConv2DInfo(x.shape, filterShape, strides, 1, pad, dimRoundingMode);
    return tf.tidy(() => filterGradient(call, x, info));
  },
};

function filterGradient(call: KernelCall, x: tf.Tensor4D, info: tf.backend_util.Conv2DInfo): tf.Tensor {
  const dy = tf.reshape(asTensor<tf.Rank.R4>(call.inputs.dy), [-1, info.outChannels]); // [outPixels, out]
  const byChannel = tf.transpose(padded(x, info), [3, 0, 1, 2]); // [in, batch, height, width]
  const rows = Array.from({ length: info.filterHeight }, (_, row) =>
    tf.tidy(() => tf.matMul(pixelsAtRow(call, { byChannel, info, row }), dy)),
  );
  return tf.reshape(tf.concat(rows), info.filterShape);
}

function padded(x: tf.Tensor4D, { padInfo }: tf.backend_util.Conv2DInfo): tf.Tensor4D {
  const { top, bottom, left, right } = padInfo;
  if (top + bottom + left + right === 0) return x;
  return tf.pad(x, [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ]);
}

interface FilterRow {
  readonly byChannel: tf.Tensor4D;
  readonly info: tf.backend_util.Conv2DInfo;
  readonly row: number;
}

/** @returns the pixels that a row of the filter meets, [filterWidth * in, batch * outHeight * outWidth] */
function pixelsAtRow(call: KernelCall, { byChannel, info, row }: FilterRow): tf.Tensor2D {
  const { batchSize, outHeight, outWidth, filterWidth, inChannels, strideHeight, strideWidth } = info;
  const [, , height, width] = byChannel.shape;
  const memory = memoryOf(call);
  const pixels = memory.allocate([filterWidth * inChannels, batchSize * outHeight * outWidth]);
  const [source, target] = [memory.floats(byChannel), memory.floats(pixels)];
  const lines = inChannels * batchSize * outHeight;
  for (let tap = 0; tap < filterWidth; tap++) {
    for (let line = 0; line < lines; line++) {
      const image = Math.floor(line / outHeight);
      const read = (image * height + (line % outHeight) * strideHeight + row) * width + tap;
      const write = (tap * lines + line) * outWidth;
      for (let i = 0; i < outWidth; i++) target[write + i] = source[read + i * strideWidth]!;
    }
  }
  return tf.engine().makeTensorFromTensorInfo(pixels) as tf.Tensor2D;
}
