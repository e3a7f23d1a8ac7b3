import * as tf from '@tensorflow/tfjs-core';
import type { Kernel } from '../kernels/kernel.js';
import { type KernelCall, memoryOf } from '../kernels/tensor-memory.js';
import { FUSED } from './fused-names.js';

/**
 * Normalisation of each row, then scale and shift.
 *
 * inputs: `x` [..., size], `weight` [size], `bias` [size]; output: the shape of x.
 */
export const layerNorm: Kernel = {
  kernelName: FUSED.layerNorm,
  create: () => (call) => {
    const memory = memoryOf(call);
    const output = memory.allocate(call.inputs.x!.shape);
    const [x, weight, bias] = floatsOf(call, ['x', 'weight', 'bias']);
    const y = memory.floats(output);
    const size = weight!.length;
    const epsilon = Number(call.attrs?.epsilon);
    for (let row = 0; row < x!.length; row += size) {
      const { mean, scale } = momentsOf(x!, { row, size, epsilon });
      for (let i = 0; i < size; i++) y[row + i] = (x![row + i]! - mean) * scale * weight![i]! + bias![i]!;
    }
    return output;
  },
};

/**
 * Gradients of a layer normalisation with `h = (x - mean) / deviation`.
 *
 * inputs: `x`, `dy` [..., size], `weight` [size];
 * outputs: in x, `(dy w - mean(dy w) - h mean(dy w h)) / deviation`; and in the weight, `sum(dy h)`.
 */
export const layerNormGradient: Kernel = {
  kernelName: FUSED.layerNormGradient,
  create: () => (call) => {
    const memory = memoryOf(call);
    const outputs = [memory.allocate(call.inputs.x!.shape), memory.allocate(call.inputs.weight!.shape)];
    const [x, dy, weight] = floatsOf(call, ['x', 'dy', 'weight']);
    const dx = memory.floats(outputs[0]!);
    const size = weight!.length;
    const epsilon = Number(call.attrs?.epsilon);
    const weightSums = new Float64Array(size);
    for (let row = 0; row < x!.length; row += size) {
      const { mean, scale } = momentsOf(x!, { row, size, epsilon });
      let sum = 0;
      let product = 0;
      for (let i = 0; i < size; i++) {
        const h = (x![row + i]! - mean) * scale;
        const slope = dy![row + i]! * weight![i]!;
        sum += slope;
        product += slope * h;
        weightSums[i]! += dy![row + i]! * h;
      }
      const [shift, tilt] = [sum / size, product / size];
      for (let i = 0; i < size; i++) {
        const h = (x![row + i]! - mean) * scale;
        dx[row + i] = scale * (dy![row + i]! * weight![i]! - shift - h * tilt);
      }
    }
    memory.floats(outputs[1]!).set(weightSums);
    return outputs;
  },
};

const floatsOf = (call: KernelCall, names: readonly string[]) =>
  names.map((name) => memoryOf(call).floats(call.inputs[name]!));

/** Mean and 1 / deviation of one row, in double precision. */
function momentsOf(
  x: Float32Array,
  { row, size, epsilon }: { row: number; size: number; epsilon: number },
): { mean: number; scale: number } {
  let [even, odd, evenSquares, oddSquares] = [0, 0, 0, 0]; // two at a time: additions wait for each other
  const last = row + size - 1;
  for (let i = row; i < last; i += 2) {
    const [a, b] = [x[i]!, x[i + 1]!];
    even += a;
    odd += b;
    evenSquares += a * a;
    oddSquares += b * b;
  }
  if (size % 2 === 1) {
    even += x[last]!;
    evenSquares += x[last]! * x[last]!;
  }
  const mean = (even + odd) / size;
  const variance = Math.max(0, (evenSquares + oddSquares) / size - mean * mean);
  return { mean, scale: 1 / Math.sqrt(variance + epsilon) };
}

tf.registerGradient({
  kernelName: FUSED.layerNorm,
  inputsToSave: ['x', 'weight'],
  gradFunc: (dy, [x, weight], { epsilon }) => {
    const tensors = { x: x!, weight: weight!, dy: dy as tf.Tensor };
    const gradients = tf.engine().runKernel(FUSED.layerNormGradient, tensors, { epsilon: epsilon! });
    const [inX, inWeight] = gradients as unknown as [tf.Tensor, tf.Tensor];
    const leading = Array.from({ length: x!.rank - 1 }, (_, axis) => axis);
    return { x: () => inX, weight: () => inWeight, bias: () => tf.sum(dy as tf.Tensor, leading) };
  },
});
