import * as tf from '@tensorflow/tfjs-core';
import { asTensor, type Kernel } from './kernel.js';
import { memoryOf } from './tensor-memory.js';

/** A tensor seen as [outer, summed, inner]. */
interface Extent {
  readonly outer: number;
  readonly summed: number;
  readonly inner: number;
}

/**
 * Sums over leading or middle axes, such as the gradient of a bias, row by row and in double
 * precision. The backend's own kernel transposes the whole tensor first; it serves what is
 * summed over the last axis or over axes that are apart.
 *
 * input: `x`; output: without the axes `axis`, or with length 1 where `keepDims` is set.
 */
export const sums: Kernel = {
  kernelName: 'Sum',
  create: (original) => (call) => {
    if (!original) throw new Error('Every backend has sums.');
    const x = asTensor(call.inputs.x);
    const { axis, keepDims } = call.attrs as unknown as { axis: number | number[]; keepDims: boolean };
    const axes = tf.util.parseAxisParam(axis, x.shape).toSorted((a, b) => a - b);
    const extent = x.dtype === 'float32' && x.size > 0 ? extentOf(x.shape, axes) : null;
    if (!extent) return original(call);
    const shape = x.shape.flatMap((size, i) => (axes.includes(i) ? (keepDims ? [1] : []) : [size]));
    const memory = memoryOf(call);
    const output = memory.allocate(shape);
    sumMiddle(memory.floats(x), memory.floats(output), extent);
    return output;
  },
};

/** @returns null where the summed axes are apart from each other, or are the last ones */
function extentOf(shape: readonly number[], axes: readonly number[]): Extent | null {
  const [first, last] = [axes[0]!, axes.at(-1)!];
  const inner = sizeOf(shape.slice(last + 1));
  if (axes.length === 0 || last - first >= axes.length || inner === 1) return null;
  return { outer: sizeOf(shape.slice(0, first)), summed: sizeOf(shape.slice(first, last + 1)), inner };
}

const sizeOf = (shape: readonly number[]) => shape.reduce((product, size) => product * size, 1);

function sumMiddle(x: Float32Array, output: Float32Array, { outer, summed, inner }: Extent): void {
  const totals = new Float64Array(inner);
  for (let i = 0; i < outer; i++) {
    totals.fill(0);
    addRows(x.subarray(i * summed * inner, (i + 1) * summed * inner), totals);
    output.set(totals, i * inner);
  }
}

/** Adds all rows, four at a time, to the totals of their columns. */
export function addRows(rows: Float32Array, totals: Float64Array): void {
  const width = totals.length;
  const fours = rows.length - (rows.length % (4 * width));
  for (let row = 0; row < fours; row += 4 * width) {
    for (let j = 0; j < width; j++) {
      const at = row + j;
      totals[j]! += rows[at]! + rows[at + width]! + (rows[at + 2 * width]! + rows[at + 3 * width]!);
    }
  }
  for (let row = fours; row < rows.length; row += width) {
    for (let j = 0; j < width; j++) totals[j]! += rows[row + j]!;
  }
}
