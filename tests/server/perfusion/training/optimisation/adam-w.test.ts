import { describe, expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs-core';
import { zeros } from '../../../../../server/perfusion/nn/initial.js';
import { Parameter } from '../../../../../server/perfusion/nn/parameter.js';
import { clipGradients } from '../../../../../server/perfusion/training/loss-gradients.js';
import { ADAM_W, AdamW } from '../../../../../server/perfusion/training/optimisation/adam-w.js';
import {
  constantWithWarmUp,
  linearWithWarmUp,
} from '../../../../../server/perfusion/training/optimisation/learning-rate.js';
import { TensorMoments } from '../../../../../server/perfusion/training/optimisation/moments.js';
import { MovingAverage } from '../../../../../server/perfusion/training/optimisation/moving-average.js';
import { useBackend } from '../../../../support/perfusion/backend.js';
import { relativeError } from '../../../../support/perfusion/close.js';
import { goldenJson } from '../../../../support/perfusion/golden.js';

interface Trace {
  readonly params: number[][];
  readonly grads: number[][];
}
const golden = goldenJson<{
  adamw: Trace;
  adam: Trace;
  clip_grad_norm: { in: number[][]; max_norm: number; total_norm: number; out: number[][] };
}>('optim/golden.json');

function parameterOf(values: number[]): Parameter {
  const parameter = new Parameter([values.length], zeros);
  parameter.assignValues(Float32Array.from(values));
  return parameter;
}

describe.each(['wasm', 'cpu'])('on %s', (backend) => {
  useBackend(backend);

  it.each([
    ['adamw', ADAM_W],
    ['adam', { ...ADAM_W, weightDecay: 0 }],
  ] as const)('moves as torch.optim does (%s)', (name, config) => {
    const { params, grads } = golden[name];
    const parameter = parameterOf(params[0]!);
    const optimizer = new AdamW(new Map([['w', parameter]]), config);
    const before = tf.memory().numTensors;

    for (const [step, gradient] of grads.entries()) {
      optimizer.step(new Map([['w', tf.tensor1d(gradient)]]), 1e-3);
      expect(relativeError(parameter.value, params[step + 1]!)).toBeLessThan(1e-6);
    }

    expect(tf.memory().numTensors).toBe(before);
    expect(optimizer.stepCount).toBe(grads.length);
  });

  it('clips gradients by their common length as PyTorch does', () => {
    const { in: given, max_norm, total_norm, out } = golden.clip_grad_norm;
    const named = () => new Map(given.map((values, i) => [`${i}`, tf.tensor1d(values)]));

    const { gradients, norm } = clipGradients(named(), max_norm);

    expect(norm).toBeCloseTo(total_norm, 5);
    for (const [i, expected] of out.entries())
      expect(relativeError(gradients.get(`${i}`)!, expected)).toBeLessThan(1e-6);
    const small = named();
    expect(clipGradients(small, 20).gradients).toBe(small);
  });
});

describe('in tensors, for native backends', () => {
  useBackend();

  it('moves as in arrays, goes on after a restore, and leaks nothing', () => {
    const { params, grads } = golden.adamw;
    const shape = [params[0]!.length];
    const before = tf.memory().numTensors;
    const parameter = parameterOf(params[0]!);
    let moments = new TensorMoments(shape);
    for (const [step, values] of grads.entries()) {
      const gradient = tf.tensor1d(values);
      moments.move(parameter, gradient, { ...ADAM_W, learningRate: 1e-3, count: step + 1 });
      gradient.dispose();
      expect(relativeError(parameter.value, params[step + 1]!)).toBeLessThan(1e-6);
      const restored = new TensorMoments(shape);
      restored.restore(moments.first.values(), moments.second.values());
      moments.dispose();
      moments = restored;
    }

    moments.dispose();
    parameter.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('around the optimizer', () => {
  useBackend();

  it('the learning rate warms up from 0, then stays or falls to 0', () => {
    const constant = constantWithWarmUp(1e-3, 500);
    expect([0, 250, 500, 9000].map(constant)).toEqual([0, 5e-4, 1e-3, 1e-3]);
    expect(constantWithWarmUp(1e-3, 0)(0)).toBe(1e-3);
    const linear = linearWithWarmUp(1, { warmUpSteps: 2, totalSteps: 6 });
    expect([0, 1, 2, 4, 6, 7].map(linear)).toEqual([0, 0.5, 1, 0.5, 0, 0]);
  });

  it('each parameter may have a rate of its own', () => {
    const parameters = new Map([
      ['fast', parameterOf([1])],
      ['still', parameterOf([1])],
    ] as const);
    const optimizer = new AdamW(parameters, { ...ADAM_W, weightDecay: 0 });

    optimizer.step(
      new Map([
        ['fast', tf.tensor1d([1])],
        ['still', tf.tensor1d([1])],
      ]),
      (name) => (name === 'fast' ? 0.1 : 0),
    );

    expect(parameters.get('fast')!.value.dataSync()[0]).toBeCloseTo(0.9, 6);
    expect(parameters.get('still')!.value.dataSync()[0]).toBe(1);
  });

  it('the moving average follows the weights', () => {
    const parameter = parameterOf([0]);
    const average = new MovingAverage(new Map([['w', parameter]]), 0.9);
    parameter.assignValues(Float32Array.of(10));
    average.update();
    average.update();

    expect(average.state().get('w')!.dataSync()[0]).toBeCloseTo(1.9, 5);
    expect(parameter.value.dataSync()[0]).toBe(10);
    expect(() => new MovingAverage(new Map(), 1)).toThrow('decay must be in [0, 1)');
  });
});
