import * as tf from '@tensorflow/tfjs-core';
import type { Kernel } from '../kernels/kernel.js';
import { memoryOf } from '../kernels/tensor-memory.js';
import { FUSED } from './fused-names.js';
import { normalDensity, normalDistribution } from './normal-distribution.js';

/** `x Phi(x)`. input: `x`; output: its shape. */
export const gelu: Kernel = {
  kernelName: FUSED.gelu,
  create: () => (call) => {
    const memory = memoryOf(call);
    const output = memory.allocate(call.inputs.x!.shape);
    const [x, y] = [memory.floats(call.inputs.x!), memory.floats(output)];
    for (let i = 0; i < x.length; i++) y[i] = x[i]! * normalDistribution(x[i]!);
    return output;
  },
};

/** `dy (Phi(x) + x phi(x))`. inputs: `x`, `dy`; output: their shape. */
export const geluGradient: Kernel = {
  kernelName: FUSED.geluGradient,
  create: () => (call) => {
    const memory = memoryOf(call);
    const output = memory.allocate(call.inputs.x!.shape);
    const [x, dy, dx] = [call.inputs.x!, call.inputs.dy!, output].map((tensor) => memory.floats(tensor)) as [
      Float32Array,
      Float32Array,
      Float32Array,
    ];
    for (let i = 0; i < x.length; i++) {
      dx[i] = dy[i]! * (normalDistribution(x[i]!) + x[i]! * normalDensity(x[i]!));
    }
    return output;
  },
};

tf.registerGradient({
  kernelName: FUSED.gelu,
  inputsToSave: ['x'],
  gradFunc: (dy, [x]) => ({
    x: () => tf.engine().runKernel(FUSED.geluGradient, { x: x!, dy: dy as tf.Tensor }),
  }),
});
