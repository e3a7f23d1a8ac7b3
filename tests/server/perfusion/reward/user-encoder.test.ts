import { expect, it } from '@jest/globals';
import type * as tf from '@tensorflow/tfjs';
import { CrossNetwork, UserEncoder } from '../../../../server/perfusion/reward/user-encoder.js';
import { useBackend } from '../support/backend.js';
import { expectFiniteGradients, expectNoLeak, relativeError } from '../support/close.js';
import { goldenTensors } from '../support/golden.js';

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
  expectFiniteGradients(user, () => user.forward(ids).square().sum());
  expect(() => user.featureIds([[1]])).toThrow('a profile has 1 features, but the model knows 2');
});
