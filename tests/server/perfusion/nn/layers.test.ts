import { describe, expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs-core';
import { ACTIVATIONS, type ActivationName } from '../../../../server/perfusion/nn/activation.js';
import { attention, causalMask } from '../../../../server/perfusion/nn/attention.js';
import { Conv2d, zeroConvolution } from '../../../../server/perfusion/nn/conv2d.js';
import { Embedding } from '../../../../server/perfusion/nn/embedding.js';
import { GroupNorm } from '../../../../server/perfusion/nn/group-norm.js';
import { LayerNorm } from '../../../../server/perfusion/nn/layer-norm.js';
import { Linear } from '../../../../server/perfusion/nn/linear.js';
import { doubled } from '../../../../server/perfusion/unet/resampling.js';
import { useBackend } from '../../../support/perfusion/backend.js';
import {
  expectNoLeak,
  expectSoundBlock,
  expectSoundLayer,
  relativeError,
  waves,
} from '../../../support/perfusion/close.js';
import { channelsFirst, goldenJson } from '../../../support/perfusion/golden.js';

interface Primitives {
  readonly x: number[];
  readonly gelu_erf: number[];
  readonly quick_gelu: number[];
  readonly silu: number[];
  readonly group_norm: {
    x_nchw: number[];
    shape: number[];
    groups: number;
    eps: number;
    gamma: number[];
    beta: number[];
    y: number[];
  };
  readonly layer_norm: { x: number[][]; gamma: number[]; beta: number[]; eps: number; y: number[][] };
  readonly conv: {
    x_nchw: number[];
    shape: number[];
    w_oihw: number[];
    b: number[];
    same_pad1: number[];
    stride2_pad1: number[];
    stride2_pad_0101: number[];
    nearest_up2_first4: number[];
  };
}
const golden = goldenJson<Primitives>('prims/golden.json');
const image = (values: number[], shape: number[]): tf.Tensor4D =>
  tf.transpose(tf.tensor(values, shape as tf.ShapeMap[tf.Rank.R4]), [0, 2, 3, 1]);

describe.each(['wasm', 'cpu'])('on %s', (backend) => {
  useBackend(backend);

  it.each([
    ['gelu', golden.gelu_erf],
    ['quick_gelu', golden.quick_gelu],
    ['silu', golden.silu],
  ] as const)('%s agrees with PyTorch', (name, expected) => {
    expect(relativeError(ACTIVATIONS[name](tf.tensor1d(golden.x)), expected)).toBeLessThan(1e-6);
  });

  it('group and layer normalisation agree with PyTorch', () => {
    const { group_norm: group, layer_norm: layer } = golden;
    const groupNorm = new GroupNorm({ groups: group.groups, channels: group.shape[1]!, epsilon: group.eps });
    const layerNorm = new LayerNorm(layer.gamma.length, layer.eps);
    for (const [module, { gamma, beta }] of [
      [groupNorm, group],
      [layerNorm, layer],
    ] as const) {
      module.parameters().get('weight')!.assign(tf.tensor1d(gamma));
      module.parameters().get('bias')!.assign(tf.tensor1d(beta));
    }

    const grouped = groupNorm.forward(image(group.x_nchw, group.shape));
    const layered = layerNorm.forward(tf.tensor2d(layer.x));

    expect(relativeError(channelsFirst(grouped), group.y)).toBeLessThan(1e-6);
    expect(relativeError(layered, layer.y.flat())).toBeLessThan(1e-6);
  });

  it.each([
    [1, 'same_pad1'],
    [2, 'stride2_pad1'],
  ] as const)('a convolution of stride %i agrees with PyTorch', (stride, name) => {
    const { conv } = golden;
    const module = new Conv2d({ inChannels: 4, outChannels: 6, size: 3, stride });
    module.parameters().get('weight')!.assignFromFile(Float32Array.from(conv.w_oihw));
    module.parameters().get('bias')!.assign(tf.tensor1d(conv.b));

    const y = module.forward(image(conv.x_nchw, conv.shape));

    expect(relativeError(channelsFirst(y), conv[name])).toBeLessThan(1e-6);
  });

  it('a convolution of a map that is padded below and on the right, and a doubled map agree with PyTorch', () => {
    const { conv } = golden;
    const module = new Conv2d({ inChannels: 4, outChannels: 6, size: 3, stride: 2, padding: 0 });
    module.parameters().get('weight')!.assignFromFile(Float32Array.from(conv.w_oihw));
    module.parameters().get('bias')!.assign(tf.tensor1d(conv.b));
    const map = image(conv.x_nchw, conv.shape);

    const y = module.forward(
      tf.pad(map, [
        [0, 0],
        [0, 1],
        [0, 1],
        [0, 0],
      ]),
    );

    expect(relativeError(channelsFirst(y), conv.stride2_pad_0101)).toBeLessThan(1e-6);
    const first = channelsFirst(doubled(map)).subarray(0, conv.nearest_up2_first4.length);
    expect([...first]).toEqual(conv.nearest_up2_first4.map(Math.fround));
  });

  it('every layer keeps its shape, leaks nothing and has finite gradients', () => {
    const map = waves<tf.Rank.R4>([2, 4, 4, 8]);
    const tokens = waves<tf.Rank.R3>([2, 5, 8]);
    const layers = [
      { layer: new Linear({ inSize: 8, outSize: 3 }), x: tokens, shape: [2, 5, 3] },
      {
        layer: new Conv2d({ inChannels: 8, outChannels: 3, size: 3, stride: 2 }),
        x: map,
        shape: [2, 2, 2, 3],
      },
      { layer: zeroConvolution(8, 3), x: map, shape: [2, 4, 4, 3] },
      { layer: new GroupNorm({ groups: 4, channels: 8 }), x: map, shape: [2, 4, 4, 8] },
      { layer: new LayerNorm(8), x: tokens, shape: [2, 5, 8] },
      {
        layer: new Embedding({ count: 9, size: 3 }),
        x: tf.tensor2d([[8, 0]], [1, 2], 'int32'),
        shape: [1, 2, 3],
      },
    ];
    for (const { layer, x, shape } of layers) {
      const run = () => (layer.forward as (input: tf.Tensor) => tf.Tensor).call(layer, x);
      expectSoundBlock({ block: layer, run, shape });
      layer.dispose();
    }
  });

  it.each(Object.keys(ACTIVATIONS) as ActivationName[])(
    '%s keeps the shape, leaks nothing and has finite gradients',
    (name) => {
      expectSoundLayer(ACTIVATIONS[name], {
        x: tf.tensor2d([
          [-1e4, -1, 0],
          [1e-4, 2, 1e4],
        ]),
        shape: [2, 3],
      });
    },
  );

  it('attention equals its definition, with any number of heads, and does not look ahead under a causal mask', () => {
    const [query, key, value] = [
      waves<tf.Rank.R3>([2, 3, 4]),
      waves<tf.Rank.R3>([2, 3, 4], 1),
      waves<tf.Rank.R3>([2, 3, 4], 2),
    ];
    const mask = causalMask(3);

    const heard = attention({ query, key, value, heads: 2, mask });

    expect(relativeError(heard, attentionByDefinition([query, key, value], 2))).toBeLessThan(1e-6);
    expectNoLeak(() => causalMask(3));
    const roles = { query, key, value };
    for (const role of ['query', 'key', 'value'] as const) {
      const run = (x: tf.Tensor3D) => attention({ ...roles, [role]: x, heads: 2, mask });
      expectSoundLayer(run, { x: roles[role], shape: [2, 3, 4] });
    }
    const first = tf.grad((v: tf.Tensor) =>
      tf.sum(
        tf.slice(attention({ query, key, value: v as tf.Tensor3D, heads: 2, mask }), [0, 0, 0], [2, 1, 4]),
      ),
    )(value);
    expect(tf.max(tf.abs(tf.slice(first, [0, 1, 0], [2, 2, 4]))).dataSync()[0]).toBe(0);
  });

  it('attention in slices of queries equals attention at once, in its result and its gradients', () => {
    const [query, key, value] = [0, 1, 2].map((phase) => waves<tf.Rank.R3>([2, 5, 4], phase));
    const mask = causalMask(5);
    const twoQueries = 2 * (2 * 2 * 5); // batch * heads * keys, of which two fit: slices of 2, 2 and 1
    const evaluate = (maxScores?: number) =>
      tf.valueAndGrads((q: tf.Tensor, k: tf.Tensor, v: tf.Tensor) => {
        const roles = { query: q, key: k, value: v } as Record<'query' | 'key' | 'value', tf.Tensor3D>;
        const heard = attention({ ...roles, heads: 2, mask }, maxScores);
        return tf.sum(tf.mul(heard, waves([2, 5, 4], 3)));
      })([query!, key!, value!]);

    const [whole, sliced] = [evaluate(), evaluate(twoQueries)];

    expect(relativeError(sliced.value, whole.value.dataSync())).toBeLessThan(1e-6);
    for (const [i, gradient] of sliced.grads.entries())
      expect(relativeError(gradient, whole.grads[i]!.dataSync())).toBeLessThan(1e-5);
    const heard = (maxScores?: number) =>
      attention({ query: query!, key: key!, value: value!, heads: 2, mask }, maxScores);
    expect(relativeError(heard(twoQueries), heard().dataSync())).toBeLessThan(1e-6);
    expectNoLeak(() => heard(twoQueries));
  });
});

/** Causal attention in plain numbers. */
function attentionByDefinition([q, k, v]: [tf.Tensor3D, tf.Tensor3D, tf.Tensor3D], heads: number): number[] {
  const [qs, ks, vs] = [q.arraySync(), k.arraySync(), v.arraySync()];
  const depth = q.shape[2] / heads;
  return qs.flatMap((rows, b) =>
    rows.flatMap((row, i) =>
      row.map((_, c) => {
        const from = Math.floor(c / depth) * depth;
        const weights = ks[b]!.slice(0, i + 1).map((keys) => {
          let dot = 0;
          for (let d = from; d < from + depth; d++) dot += row[d]! * keys[d]!;
          return Math.exp(dot / Math.sqrt(depth));
        });
        const total = weights.reduce((sum, weight) => sum + weight, 0);
        return weights.reduce((sum, weight, j) => sum + (weight / total) * vs[b]![j]![c]!, 0);
      }),
    ),
  );
}

describe('initialisation', () => {
  useBackend();

  it('is the same for the same seed and starts zero convolutions at zero', () => {
    const [a, b, c] = [1, 1, 2].map((seed) => {
      const layer = new Linear({ inSize: 4, outSize: 4 });
      layer.initialise(seed);
      return [...layer.parameters().get('weight')!.value.dataSync()];
    });
    expect(a).toEqual(b);
    expect(a).not.toEqual(c);
    expect(Math.max(...a!.map(Math.abs))).toBeLessThanOrEqual(0.5); // 1 / sqrt(4)
    const zero = zeroConvolution(4, 4);
    zero.initialise(1);
    expect(tf.max(tf.abs(zero.forward(waves<tf.Rank.R4>([1, 2, 2, 4])))).dataSync()[0]).toBe(0);
  });

  it('refuses channels that do not divide into groups', () => {
    expect(() => new GroupNorm({ groups: 3, channels: 8 })).toThrow('8 channels do not divide into 3 groups');
  });
});
