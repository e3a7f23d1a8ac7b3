import { expect } from '@jest/globals';
import * as tf from '@tensorflow/tfjs-core';
import type { ClipConfig } from '../../../server/perfusion/clip/clip-config.js';
import { ClipModel } from '../../../server/perfusion/clip/clip-model.js';
import { lossGradients } from '../../../server/perfusion/training/loss-gradients.js';
import { AdamW } from '../../../server/perfusion/training/optimisation/adam-w.js';
import { waves } from '../../support/perfusion/close.js';

const tower = { layers: 2, heads: 4, activation: 'quick_gelu', epsilon: 1e-5 } as const;
const CLIP: ClipConfig = {
  text: { ...tower, width: 32, hiddenWidth: 128, vocabulary: 50, context: 12 },
  vision: { ...tower, width: 64, hiddenWidth: 256, imageSize: 32, patchSize: 4 },
  embedding: 16,
};

/** Expects that training steps take no more memory than the first ones did. */
export function trainInSameMemory(steps: number): void {
  const { text, vision } = CLIP;
  const clip = new ClipModel({
    ...CLIP,
    text: { ...text, layers: 1 },
    vision: { ...vision, layers: 1, patchSize: 16 },
  });
  clip.initialise(1);
  const parameters = clip.parameters();
  const optimizer = new AdamW(parameters);
  const images = waves<tf.Rank.R4>([2, 32, 32, 3]);
  const ids = tf.tensor2d([7, 49, 0, 8, 9, 49], [2, 3], 'int32');
  const step = () => {
    const loss = () => tf.tidy(() => tf.mean(clip.logits(clip.embedImages(images), clip.embedText(ids))));
    optimizer.step(lossGradients(parameters, loss as () => tf.Scalar).gradients, 1e-4);
  };
  for (let i = 0; i < 5; i++) step();
  const before = memory();

  for (let i = 0; i < steps; i++) step();

  expect(memory()).toEqual(before);
  optimizer.dispose();
  clip.dispose();
}

/** Tensors of the process, and all memory of the wasm backend with what its library keeps. */
function memory() {
  const { numTensors, numBytes } = tf.memory();
  const { wasm } = tf.backend() as { wasm?: { HEAPU8: Uint8Array } };
  return { numTensors, numBytes, heapBytes: wasm?.HEAPU8.length };
}
