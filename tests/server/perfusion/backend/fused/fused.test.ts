import { describe, expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs-core';
import { hasFused } from '../../../../../server/perfusion/backend/fused/fused-names.js';
import {
  normalDensity,
  normalDistribution,
} from '../../../../../server/perfusion/backend/fused/normal-distribution.js';
import { composedGelu, gelu } from '../../../../../server/perfusion/nn/activation.js';
import { composedGroupNorm, GroupNorm } from '../../../../../server/perfusion/nn/group-norm.js';
import { composedLayerNorm, LayerNorm } from '../../../../../server/perfusion/nn/layer-norm.js';
import type { Module } from '../../../../../server/perfusion/nn/module.js';
import { useBackend } from '../../../../support/perfusion/backend.js';
import { relativeError, waves } from '../../../../support/perfusion/close.js';

type Layer = (x: tf.Tensor, weight: tf.Tensor, bias: tf.Tensor) => tf.Tensor;

/** A layer's forward with its weights as inputs of a function, so that it can be differentiated. */
function withWeights(module: Module & { forward(x: tf.Tensor4D): tf.Tensor }): Layer {
  return (x, weight, bias) => {
    Object.assign(module, { weight: { value: weight }, bias: { value: bias } });
    return module.forward(x as tf.Tensor4D);
  };
}

describe.each(['wasm', 'cpu'])('on %s', (backend) => {
  useBackend(backend);

  it.each<[string, Layer, Layer]>([
    [
      'layer norm',
      withWeights(new LayerNorm(10)),
      (x, weight, bias) => composedLayerNorm({ x, weight, bias }, 1e-5),
    ],
    [
      'group norm',
      withWeights(new GroupNorm({ groups: 2, channels: 10, epsilon: 1e-6 })),
      (x, weight, bias) =>
        composedGroupNorm({ x: x as tf.Tensor4D, weight, bias }, { groups: 2, epsilon: 1e-6 }),
    ],
    ['gelu', (x) => gelu(x), (x) => composedGelu(x)],
  ])('%s in one kernel equals its composition, and so do its gradients', (name, fused, composed) => {
    const x = tf.mul(waves<tf.Rank.R4>([3, 4, 5, 10]), 3);
    const [weight, bias] = [tf.add(waves<tf.Rank.R1>([10], 1), 2), waves<tf.Rank.R1>([10], 2)];
    const dy = waves<tf.Rank.R4>([3, 4, 5, 10], 5);
    const inputs = name === 'gelu' ? [x] : [x, weight, bias];
    const run = (layer: Layer) =>
      tf.tidy(() => [
        layer(x, weight, bias),
        ...tf.grads((...all) => layer(all[0]!, all[1]!, all[2]!))(inputs, dy),
      ]);
    tf.dispose(run(fused));
    const before = tf.memory().numTensors;

    const results = run(fused);

    expect(tf.memory().numTensors).toBe(before + inputs.length + 1);
    for (const [i, expected] of run(composed).entries()) {
      expect(results[i]!.shape).toEqual(expected.shape);
      expect(relativeError(results[i]!, expected.dataSync())).toBeLessThan(2e-6);
    }
  });

  it('has every fused layer', () => {
    expect((['layerNorm', 'groupNorm', 'gelu'] as const).map(hasFused)).toEqual([true, true, true]);
  });

  it('leaves the gradient of frozen weights alone and normalises a constant to the bias', () => {
    const layer = new LayerNorm(4);
    layer.initialise(1);
    const x = tf.fill([2, 4], 1e4) as tf.Tensor2D;

    const dx = tf.grad((input: tf.Tensor) => tf.sum(layer.forward(input)))(x);

    expect([...layer.forward(x).dataSync()]).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
    expect([...dx.dataSync()].every(Number.isFinite)).toBe(true);
  });
});

describe('the normal distribution', () => {
  // Python 3.11: 0.5 * math.erfc(-x / math.sqrt(2)) and the density by its definition
  it.each([
    [-5.5, 1.89895624658877e-8, 1.07697600425433e-7],
    [-1.96, 0.0249978951482204, 0.0584409443334515],
    [0, 0.5, 0.398942280401433],
    [0.3, 0.617911422188953, 0.381387815460524],
    [4, 0.999968328758167, 0.000133830225764885],
  ])('at %p is exact to 1e-9', (x, distribution, density) => {
    expect(Math.abs(normalDistribution(x) - distribution)).toBeLessThan(1e-9);
    expect(Math.abs(normalDensity(x) - density)).toBeLessThan(1e-9);
  });

  it('ends at 0 and 1', () => {
    expect([-1e30, -6, 6, 1e30].map(normalDistribution)).toEqual([0, 0, 1, 1]);
    expect([-6, 6].map(normalDensity)).toEqual([0, 0]);
    expect(normalDistribution(Number.NaN)).toBeNaN();
  });
});
