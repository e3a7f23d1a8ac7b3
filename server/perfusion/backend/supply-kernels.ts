import * as tf from '@tensorflow/tfjs-core';
import { gelu, geluGradient } from './fused/gelu.js';
import { groupNorm, groupNormGradient } from './fused/group-norm.js';
import { layerNorm, layerNormGradient } from './fused/layer-norm.js';
import { convolutionFilterGradient } from './kernels/convolution-filter-gradient.js';
import { convolutionInputGradient } from './kernels/convolution-input-gradient.js';
import type { Kernel } from './kernels/kernel.js';
import { matrixProduct } from './kernels/matrix-product.js';
import { segmentSum } from './kernels/segment-sum.js';
import { slice, split, unpack } from './kernels/slices.js';
import { sums } from './kernels/sums.js';
import { transposition } from './kernels/transposition.js';

/**
 * Kernels that a backend lacks, or has only in a slow form, written in terms of its fast ones.
 * The wasm backend has no gradient for the filter of a convolution nor for gather; the cpu
 * backend's loops over a convolution's gradients are an order slower than matrix products.
 */
const FOR_ALL: readonly Kernel[] = [
  convolutionFilterGradient,
  convolutionInputGradient,
  segmentSum,
  layerNorm,
  layerNormGradient,
  groupNorm,
  groupNormGradient,
  gelu,
  geluGradient,
];

/** Kernels that work in the memory of the wasm backend. */
const FOR_WASM: readonly Kernel[] = [matrixProduct, slice, split, unpack, transposition, sums];

const SUPPLIED = { cpu: FOR_ALL, wasm: [...FOR_ALL, ...FOR_WASM] } as const;

const done = new Set<string>();

/** Registers the supplied kernels with a backend, once a process. */
export function supplyKernels(backend: 'wasm' | 'cpu'): void {
  if (done.has(backend)) return;
  done.add(backend);
  for (const kernel of SUPPLIED[backend]) replaceKernel(kernel, backend);
}

function replaceKernel({ kernelName, create }: Kernel, backendName: string): void {
  const original = tf.getKernel(kernelName, backendName) as tf.KernelConfig | undefined;
  if (original) tf.unregisterKernel(kernelName, backendName);
  tf.registerKernel({ kernelName, backendName, kernelFunc: create(original?.kernelFunc) });
}
