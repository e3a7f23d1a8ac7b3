import { expect, it } from '@jest/globals';
import {
  adapterDescription,
  adapterJson,
  personalNetworkConfig,
  plugInDescription,
  plugInJson,
  rewardConfig,
} from '../../../../server/perfusion/configs/personal-json.js';
import { UNET_TINY } from '../../../support/perfusion/configs.js';
import { ADAPTER, FEATURES, PLUG_IN } from '../../../support/perfusion/model-folders.js';

it('writes and reads plug-ins and adapters without a loss', () => {
  const again = (value: object) => JSON.parse(JSON.stringify(value)) as unknown;

  const shared = { ...PLUG_IN, form: 'shared', adaNet: 'perLayer', crossType: 'v1' } as const;
  expect(plugInDescription(again(plugInJson(shared)), 'plug_in')).toEqual(shared);
  const wide = { ...ADAPTER, inputKernel: 3, panInUncond: false } as const;
  expect(adapterDescription(again(adapterJson(wide)), 'pan')).toEqual(wide);
});

it('takes our choices where a file names features only', () => {
  const plugIn = plugInDescription({ features: FEATURES }, 'plug_in');

  expect(rewardConfig(plugIn)).toEqual({
    form: 'duplicated',
    adaNet: 'whole',
    hiddenSize: 128,
    user: { featureSizes: [3, 2], embeddingSize: 16, crossLayers: 3, crossType: 'v2' },
  });
  const network = personalNetworkConfig(adapterDescription({ features: FEATURES }, 'pan'), UNET_TINY);
  expect(network).toMatchObject({ unet: UNET_TINY, inputKernel: 1, user: { featureSizes: [3, 2] } });
});

it('ignores what else a file says of a feature, and reads null as absent', () => {
  const [feature] = FEATURES;
  const json = { features: [{ ...feature, weight: 1 }], cross_type: null, ema: false, _note: 'x' };

  expect(adapterDescription(json, 'pan')).toEqual(adapterDescription({ features: [feature] }, 'pan'));
});

it.each([
  [{}, 'pan has no features; supported: lists of objects.'],
  [{ features: [] }, 'pan has features = []; supported: at least one feature.'],
  [{ features: [{ name: '', values: [] }] }, 'pan, features[0] has name = ""; supported: texts.'],
  [{ features: [{ name: 'a', values: [1] }] }, 'pan, features[0], values[0] is 1; supported: texts.'],
  [{ features: [FEATURES[0], FEATURES[0]] }, 'pan, features lists style twice.'],
  [{ features: [{ name: 'a', values: ['x', 'y', 'x'] }] }, 'pan, feature a lists x twice.'],
  [{ features: FEATURES, cross_type: 'v3' }, 'pan has cross_type = "v3"; supported: "v1", "v2".'],
  [{ features: FEATURES, map_order: 'CHW' }, 'pan has map_order = "CHW"; supported: "HWC".'],
  [{ features: FEATURES, colour: 'red' }, 'pan has settings that are not supported: colour ("red").'],
  [[], 'pan is no JSON object.'],
])('refuses %j', (json, message) => {
  expect(() => adapterDescription(json, 'pan')).toThrow(message);
});
