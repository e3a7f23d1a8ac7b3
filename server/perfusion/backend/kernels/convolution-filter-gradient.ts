import * as tf from '@tensorflow/tfjs';
import { asTensor, type Kernel } from './kernel.js';

interface Attributes {
  readonly strides: number | [number, number];
  readonly pad: 'valid' | 'same' | number | tf.backend_util.ExplicitPadding;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
  readonly filterShape: [number, number, number, number];
}

/**
 * Gradient of a convolution in its filter, one matrix product a tap of the filter:
 * `dw[i, j] = x_ij^T dy`, where `x_ij` holds the input pixels that tap (i, j) meets.
 *
 * inputs: `x` [batch, height, width, in], `dy` [batch, outHeight, outWidth, out];
 * output: [filterHeight, filterWidth, in, out].
 */
export const convolutionFilterGradient: Kernel = {
  kernelName: 'Conv2DBackpropFilter',
  create:
    () =>
    ({ inputs, attrs }) =>
      tf.tidy(() => filterGradient(asTensor(inputs.x), asTensor(inputs.dy), attrs as unknown as Attributes)),
};

function filterGradient(x: tf.Tensor4D, dy: tf.Tensor4D, attributes: Attributes): tf.Tensor4D {
  const { strides, pad, dimRoundingMode, filterShape } = attributes;
  const info = tf.backend_util.computeConv2DInfo(x.shape, filterShape, strides, 1, pad, dimRoundingMode);
  const { top, bottom, left, right } = info.padInfo;
  const padded = tf.pad(x, [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ]);
  const byChannel = tf.transpose(padded, [3, 0, 1, 2]); // [in, batch, height, width]
  const gradient = tf.reshape(dy, [-1, info.outChannels]); // [batch * outHeight * outWidth, out]

  const taps: tf.Tensor[] = [];
  for (let row = 0; row < info.filterHeight; row++) {
    for (let column = 0; column < info.filterWidth; column++) {
      taps.push(tf.matMul(pixelsAtTap(byChannel, info, row, column), gradient)); // [in, out]
    }
  }
  return tf.reshape(tf.stack(taps), filterShape);
}

/** @returns the pixels that one tap of the filter meets, [in, batch * outHeight * outWidth] */
function pixelsAtTap(
  byChannel: tf.Tensor4D,
  info: tf.backend_util.Conv2DInfo,
  row: number,
  column: number,
): tf.Tensor2D {
  const { batchSize, inChannels, outHeight, outWidth, strideHeight, strideWidth } = info;
  const begin: [number, number, number, number] = [0, 0, row, column];
  const height = (outHeight - 1) * strideHeight + 1;
  const width = (outWidth - 1) * strideWidth + 1;
  const window =
    strideHeight === 1 && strideWidth === 1
      ? tf.slice(byChannel, begin, [inChannels, batchSize, height, width])
      : tf.stridedSlice(
          byChannel,
          begin,
          [inChannels, batchSize, row + height, column + width],
          [1, 1, strideHeight, strideWidth],
        );
  return tf.reshape(window, [inChannels, batchSize * outHeight * outWidth]);
}
