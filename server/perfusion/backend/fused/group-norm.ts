import * as tf from '@tensorflow/tfjs-core';
import type { Kernel } from '../kernels/kernel.js';
import { type KernelCall, memoryOf } from '../kernels/tensor-memory.js';
import { FUSED } from './fused-names.js';

/** Sizes of a call, with pixels of one picture in a row. */
interface Sizes {
  readonly batch: number;
  readonly pixels: number;
  readonly channels: number;
  readonly groups: number;
  readonly epsilon: number;
}

/** What is summed over the pixels of one picture, one number a channel. */
interface ChannelSums {
  readonly x: Float64Array;
  readonly products: Float64Array;
}

/**
 * Normalisation of each group of channels over all pixels, then scale and shift of each channel;
 * for each picture that is `y = x a + b` with one a and b a channel.
 *
 * inputs: `x` [batch, height, width, channels], `weight` [channels], `bias` [channels]; output: the shape of x.
 */
export const groupNorm: Kernel = {
  kernelName: FUSED.groupNorm,
  create: () => (call) => {
    const sizes = sizesOf(call);
    const memory = memoryOf(call);
    const output = memory.allocate(call.inputs.x!.shape);
    const [x, weight, bias] = floatsOf(call, ['x', 'weight', 'bias']) as [
      Float32Array,
      Float32Array,
      Float32Array,
    ];
    const y = memory.floats(output);
    const slope = new Float64Array(sizes.channels);
    const offset = new Float64Array(sizes.channels);
    for (let b = 0; b < sizes.batch; b++) {
      const picture = pictureOf(x, b, sizes);
      const { means, scales } = momentsOf(sumsOf(picture, picture, sizes), sizes);
      for (let c = 0; c < sizes.channels; c++) {
        slope[c] = scales[c]! * weight[c]!;
        offset[c] = bias[c]! - means[c]! * slope[c]!;
      }
      scaleAndShift(picture, pictureOf(y, b, sizes), { slope, offset });
    }
    return output;
  },
};

function scaleAndShift(
  x: Float32Array,
  y: Float32Array,
  { slope, offset }: { slope: Float64Array; offset: Float64Array },
): void {
  const channels = slope.length;
  for (let pixel = 0; pixel < x.length; pixel += channels) {
    for (let c = 0; c < channels; c++) y[pixel + c] = x[pixel + c]! * slope[c]! + offset[c]!;
  }
}

/**
 * Gradients of a group normalisation with `h = (x - mean) / deviation`.
 *
 * inputs: `x`, `dy` [batch, height, width, channels], `weight` [channels];
 * outputs: in x, `(dy w - mean(dy w) - h mean(dy w h)) / deviation` with means over the group;
 * and in the weight, `sum(dy h)`.
 */
export const groupNormGradient: Kernel = {
  kernelName: FUSED.groupNormGradient,
  create: () => (call) => {
    const sizes = sizesOf(call);
    const memory = memoryOf(call);
    const outputs = [memory.allocate(call.inputs.x!.shape), memory.allocate(call.inputs.weight!.shape)];
    const [x, dy, weight] = floatsOf(call, ['x', 'dy', 'weight']) as [
      Float32Array,
      Float32Array,
      Float32Array,
    ];
    const dx = memory.floats(outputs[0]!);
    const weightSums = new Float64Array(sizes.channels);
    for (let b = 0; b < sizes.batch; b++) {
      const picture = { x: pictureOf(x, b, sizes), dy: pictureOf(dy, b, sizes), dx: pictureOf(dx, b, sizes) };
      addPictureGradients(picture, { weight, weightSums, sizes });
    }
    memory.floats(outputs[1]!).set(weightSums);
    return outputs;
  },
};

/** For each picture the gradient in x is `dy p + x q + r` with one p, q and r a channel. */
function addPictureGradients(
  { x, dy, dx }: Record<'x' | 'dy' | 'dx', Float32Array>,
  { weight, weightSums, sizes }: { weight: Float32Array; weightSums: Float64Array; sizes: Sizes },
): void {
  const { channels, groups, pixels } = sizes;
  const { means, scales } = momentsOf(sumsOf(x, x, sizes), sizes);
  const slopes = sumsOf(dy, x, sizes); // sums of dy and of dy x
  const perGroup = channels / groups;
  const factor = {
    dy: new Float64Array(channels),
    x: new Float64Array(channels),
    one: new Float64Array(channels),
  };
  for (let first = 0; first < channels; first += perGroup) {
    let [sum, product] = [0, 0];
    for (let c = first; c < first + perGroup; c++) {
      const withH = (slopes.products[c]! - means[c]! * slopes.x[c]!) * scales[c]!; // sum of dy h
      weightSums[c]! += withH;
      sum += slopes.x[c]! * weight[c]!;
      product += withH * weight[c]!;
    }
    const count = pixels * perGroup;
    for (let c = first; c < first + perGroup; c++) {
      const scale = scales[c]!;
      factor.dy[c] = scale * weight[c]!;
      factor.x[c] = (-scale * scale * product) / count;
      factor.one[c] = (-scale * sum) / count - means[c]! * factor.x[c]!;
    }
  }
  for (let pixel = 0; pixel < x.length; pixel += channels) {
    for (let c = 0; c < channels; c++) {
      dx[pixel + c] = dy[pixel + c]! * factor.dy[c]! + x[pixel + c]! * factor.x[c]! + factor.one[c]!;
    }
  }
}

function sizesOf({ inputs, attrs }: KernelCall): Sizes {
  const { shape } = inputs.x!;
  const channels = shape.at(-1)!;
  const pixels = shape.slice(1, -1).reduce((product, size) => product * size, 1);
  return {
    batch: shape[0]!,
    pixels,
    channels,
    groups: Number(attrs?.groups),
    epsilon: Number(attrs?.epsilon),
  };
}

const floatsOf = (call: KernelCall, names: readonly string[]) =>
  names.map((name) => memoryOf(call).floats(call.inputs[name]!));

const pictureOf = (numbers: Float32Array, b: number, { pixels, channels }: Sizes) =>
  numbers.subarray(b * pixels * channels, (b + 1) * pixels * channels);

/** Sums of x and of x times y for each channel, in double precision. */
function sumsOf(x: Float32Array, y: Float32Array, { channels }: Sizes): ChannelSums {
  const sums = { x: new Float64Array(channels), products: new Float64Array(channels) };
  for (let pixel = 0; pixel < x.length; pixel += channels) {
    for (let c = 0; c < channels; c++) {
      const value = x[pixel + c]!;
      sums.x[c]! += value;
      sums.products[c]! += value * y[pixel + c]!;
    }
  }
  return sums;
}

/** Mean and 1 / deviation of the group of each channel. */
function momentsOf(sums: ChannelSums, { channels, groups, pixels, epsilon }: Sizes) {
  const perGroup = channels / groups;
  const moments = { means: new Float64Array(channels), scales: new Float64Array(channels) };
  for (let first = 0; first < channels; first += perGroup) {
    const [sum, squares] = [sums.x, sums.products].map((all) => total(all.subarray(first, first + perGroup)));
    const mean = sum! / (pixels * perGroup);
    const variance = Math.max(0, squares! / (pixels * perGroup) - mean * mean);
    moments.means.fill(mean, first, first + perGroup);
    moments.scales.fill(1 / Math.sqrt(variance + epsilon), first, first + perGroup);
  }
  return moments;
}

const total = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);

tf.registerGradient({
  kernelName: FUSED.groupNorm,
  inputsToSave: ['x', 'weight'],
  gradFunc: (dy, [x, weight], { epsilon, groups }) => {
    const tensors = { x: x!, weight: weight!, dy: dy as tf.Tensor };
    const attributes = { epsilon: epsilon!, groups: groups! };
    const gradients = tf.engine().runKernel(FUSED.groupNormGradient, tensors, attributes);
    const [inX, inWeight] = gradients as unknown as [tf.Tensor, tf.Tensor];
    return { x: () => inX, weight: () => inWeight, bias: () => tf.sum(dy as tf.Tensor, [0, 1, 2]) };
  },
});
