import * as tf from '@tensorflow/tfjs-core';

/**
 * Layers that run as one kernel where the backend has it, with a gradient of their own. The
 * kernels are ours; a native backend has none of them and composes the layer from its own ones.
 */
export const FUSED = {
  layerNorm: 'ToileLayerNorm',
  layerNormGradient: 'ToileLayerNormGradient',
  groupNorm: 'ToileGroupNorm',
  groupNormGradient: 'ToileGroupNormGradient',
  gelu: 'ToileGelu',
  geluGradient: 'ToileGeluGradient',
} as const;

export const hasFused = (name: keyof typeof FUSED) =>
  (tf.getKernel(FUSED[name], tf.getBackend()) as tf.KernelConfig | undefined) !== undefined;
