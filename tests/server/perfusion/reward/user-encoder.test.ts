import { expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs-core';
import { PerLayerAdaNet, WholeAdaNet } from '../../../../server/perfusion/reward/ada-net.js';
import { groupCosines, repeatRows } from '../../../../server/perfusion/reward/group-cosines.js';
import { PlugIn } from '../../../../server/perfusion/reward/plug-in.js';
import { CrossNetwork, UserEncoder } from '../../../../server/perfusion/reward/user-encoder.js';
import { useBackend } from '../../../support/perfusion/backend.js';
import {
  type BlockCase,
  expectFiniteGradients,
  expectNoLeak,
  expectSoundBlock,
  expectSoundLayer,
  lastOf,
  relativeError,
  waves,
} from '../../../support/perfusion/close.js';
import { goldenTensors } from '../../../support/perfusion/golden.js';

useBackend();
const golden = goldenTensors('dcn/golden.safetensors');

it.each([
  ['v2', 'W', '_out_in'],
  ['v1', 'w', ''],
] as const)('crosses as DCN %s does', (crossType, letter, suffix) => {
  const network = new CrossNetwork(12, { crossLayers: 3, crossType });
  for (const [name, parameter] of network.parameters()) {
    const [layer, kind] = name.split('.');
    const stored = golden.values(kind === 'weight' ? `${letter}${layer}${suffix}` : `b${layer}`);
    parameter.assignFromFile(stored as Float32Array);
  }

  const crossed = network.forward(golden.tensor<tf.Rank.R2>('x0'));

  expect(relativeError(crossed, golden.values(`dcn_${crossType}_out`))).toBeLessThan(1e-6);
});

it('gives one vector a merchant, and the unknown row to values it does not know', () => {
  const user = new UserEncoder({ featureSizes: [3, 2], embeddingSize: 4, crossLayers: 2, crossType: 'v2' });
  user.initialise(1);

  const ids = user.featureIds([
    [2, 1],
    [null, 7],
    [-1, 0.5],
  ]);

  expect(ids.arraySync()).toEqual([
    [2, 1],
    [3, 2],
    [3, 2],
  ]);
  expect(user.forward(ids).shape).toEqual([3, 8]);
  expectNoLeak(() => user.forward(ids));
  expectFiniteGradients(user, () => tf.sum(tf.square(user.forward(ids))));
  expect(() => user.featureIds([[1]])).toThrow('a profile has 1 features, but the model knows 2');
});

const towers = { text: { layers: 1, width: 6 }, vision: { layers: 2, width: 5 } };
const adaptive = { userSize: 8, hiddenSize: 4, towers };
const profile = { featureSizes: [3, 2], embeddingSize: 4, crossLayers: 2, crossType: 'v1' } as const;

/** Every part of a plug-in. */
const PARTS: Record<string, (u: tf.Tensor2D) => BlockCase> = {
  'crossing with matrices': (u) => {
    const block = new CrossNetwork(8, { crossLayers: 2, crossType: 'v2' });
    return { block, run: () => block.forward(u), shape: [3, 8] };
  },
  'crossing with vectors': (u) => {
    const block = new CrossNetwork(8, { crossLayers: 2, crossType: 'v1' });
    return { block, run: () => block.forward(u), shape: [3, 8] };
  },
  'one adaptive network': (u) => {
    const block = new WholeAdaNet({ ...adaptive, towers: { vision: towers.vision } });
    return { block, run: () => block.forward(u, 'vision'), shape: [3, 2, 5] };
  },
  'one adaptive network a layer': (u) => {
    const block = new PerLayerAdaNet({ ...adaptive, towers: { vision: towers.vision } });
    return { block, run: () => block.forward(u, 'vision'), shape: [3, 2, 5] };
  },
};

it.each(Object.entries(PARTS))('%s gives its shape, leaks nothing and has finite gradients', (_, part) => {
  expectSoundBlock(part(waves<tf.Rank.R2>([3, 8])));
});

it.each(['whole', 'perLayer'] as const)(
  'a plug-in with adaptive networks of kind %s shifts every layer of each tower, leaks nothing and has finite gradients',
  (adaNet) => {
    const block = new PlugIn({ user: profile, hiddenSize: 4, adaNet }, towers);
    block.initialise(1);
    const features = tf.tensor2d([0, 1, 3, 2], [2, 2], 'int32');
    const shifts = (tower: keyof typeof towers) => {
      const { attention, feedForward } = block.shift(features, tower);
      return [attention!, feedForward!];
    };

    expect(shifts('text').map(({ shape }) => shape)).toEqual([
      [2, 1, 6],
      [2, 1, 6],
    ]);
    expect(shifts('vision').map(({ shape }) => shape)).toEqual([
      [2, 2, 5],
      [2, 2, 5],
    ]);
    expectNoLeak(() => lastOf(shifts('vision')));
    expectFiniteGradients(block, () =>
      tf.addN([...shifts('text'), ...shifts('vision')].map((one) => tf.sum(tf.exp(one)))),
    );
  },
);

it('cosines and repeated rows of groups give their shapes, leak nothing and have finite gradients', () => {
  const [texts, pictures] = [waves<tf.Rank.R2>([2, 4]), waves<tf.Rank.R2>([6, 4], 1)];

  expectSoundLayer((x: tf.Tensor2D) => groupCosines(x, pictures), { x: texts, shape: [2, 3] });
  expectSoundLayer((x: tf.Tensor2D) => groupCosines(texts, x), { x: pictures, shape: [2, 3] });
  expectSoundLayer((x: tf.Tensor2D) => repeatRows(x, 3), { x: texts, shape: [6, 4] });
});
