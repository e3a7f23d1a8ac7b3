import { expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs-core';
import { useBackend } from '../../support/perfusion/backend.js';
import { REAL_BLOCKS } from '../../support/perfusion/real-blocks.js';

useBackend();

const SIZE = 8; // of the maps; the widths are the published ones

it.each([
  ['CLIP ViT-H/14 vision layer, width 1280', [[1, 65, 1280]]],
  ['SD 1.5 residual block, 320 -> 320', [[1, 8, 8, 320]]],
  ['SD 1.5 residual block, 640 -> 1280', [[1, 8, 8, 1280]]],
  ['SD 1.5 transformer block, 1280', [[1, 8, 8, 1280]]],
  ['SD 1.5 autoencoder block, 512', [[1, 8, 8, 512]]],
  [
    'PAN copy of the first level, 320, with zero convolutions',
    [
      [1, 8, 8, 320],
      [1, 8, 8, 320],
      [1, 4, 4, 320],
    ],
  ],
])('%s runs at its real width', (name, shapes) => {
  const { module, forward } = REAL_BLOCKS.find((kind) => kind.name === name)!.create(SIZE);

  const outputs = forward();

  expect(outputs.map(({ shape }) => shape)).toEqual(shapes);
  const largest = outputs.map((output) => tf.max(tf.abs(output)).dataSync()[0]!);
  expect(largest.every((value) => Number.isFinite(value) && value > 0)).toBe(true);
  tf.dispose(outputs);
  module.dispose();
});
