import * as tf from '@tensorflow/tfjs-core';
import { asTensor, type Kernel } from './kernel.js';

/**
 * Sums rows that share a segment: the gradient of a look-up in a table of embeddings.
 *
 * inputs: `x` [rows, ...], `segmentIds` int32 [rows]; output: [numSegments, ...]. Rows whose id
 * is outside [0, numSegments) are dropped, as in TensorFlow.
 */
export const segmentSum: Kernel = {
  kernelName: 'UnsortedSegmentSum',
  create:
    () =>
    ({ inputs, attrs }) => {
      const x = asTensor(inputs.x);
      const segments = asTensor<tf.Rank.R1>(inputs.segmentIds).dataSync();
      const count = Number(attrs?.numSegments);
      const width = x.size / Math.max(segments.length, 1);
      const sums = addRows(x.dataSync(), segments, { count, width });
      return tf.tensor(sums, [count, ...x.shape.slice(1)]);
    },
};

function addRows(
  values: ArrayLike<number>,
  segments: ArrayLike<number>,
  { count, width }: { count: number; width: number },
): Float32Array {
  const sums = new Float32Array(count * width);
  for (let row = 0; row < segments.length; row++) {
    const segment = segments[row]!;
    if (segment < 0 || segment >= count) continue;
    for (let i = 0; i < width; i++) sums[segment * width + i]! += values[row * width + i]!;
  }
  return sums;
}
