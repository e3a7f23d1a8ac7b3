import { beforeAll, describe, expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs-core';
import { PersonalNetwork } from '../../../../server/perfusion/control/personal-network.js';
import { parameterCount } from '../../../../server/perfusion/nn/module.js';
import { lossGradients } from '../../../../server/perfusion/training/loss-gradients.js';
import { AdamW } from '../../../../server/perfusion/training/optimisation/adam-w.js';
import { Unet } from '../../../../server/perfusion/unet/unet.js';
import { useBackend } from '../../../support/perfusion/backend.js';
import {
  expectFiniteGradients,
  expectNoLeak,
  expectSoundBlock,
  lastOf,
  relativeError,
  waves,
} from '../../../support/perfusion/close.js';
import { UNET_SMALLEST, UNET_TINY } from '../../../support/perfusion/configs.js';
import { loadGolden } from '../../../support/perfusion/golden.js';
import { SD15_UNET } from '../../../support/perfusion/published-sizes.js';

const user = { featureSizes: [3, 4], embeddingSize: 4, crossLayers: 2, crossType: 'v2' } as const;

useBackend();

let unet: Unet;
beforeAll(() => {
  unet = loadGolden(new Unet(UNET_TINY), 'unet-tiny/unet.safetensors');
});

function createNetwork(): PersonalNetwork {
  const network = new PersonalNetwork({ unet: UNET_TINY, user, inputKernel: 1 });
  network.initialise(1);
  network.copies.copyFrom(unet);
  return network;
}

const input = () => ({
  latent: waves<tf.Rank.R4>([2, 8, 8, 4]),
  timesteps: [5, 700],
  context: waves<tf.Rank.R3>([2, 7, 24], 1),
});
const features = () =>
  tf.tensor2d(
    [
      [0, 1],
      [2, 4],
    ],
    [2, 2],
    'int32',
  );
const predict = (network: PersonalNetwork, asked = input(), whose = features()) =>
  tf.tidy(() => unet.decode(unet.encode(asked), network.forward(asked, whose)));

/** Lengths of the gradients by part, before one step of AdamW. */
function trainStep(network: PersonalNetwork, optimizer: AdamW) {
  const target = waves<tf.Rank.R4>([2, 8, 8, 4], 9);
  const { gradients } = lossGradients(network.parameters(), () =>
    tf.mean(tf.square(tf.sub(predict(network), target))),
  );
  const length = (pattern: RegExp) =>
    Math.hypot(
      ...[...gradients]
        .filter(([name]) => pattern.test(name))
        .map(([, gradient]) => tf.tidy(() => tf.norm(gradient).dataSync()[0]!)),
    );
  const lengths = {
    outputs: length(/^controlnet_/),
    copies: length(/^(conv_in|time_embedding|down_blocks|mid_block)/),
    zeroIn: length(/^user\.zero_in/),
    features: length(/^user\.(emb|cross|to_map)/),
  };
  optimizer.step(gradients, 1e-3);
  target.dispose();
  return lengths;
}

describe('the first map of a merchant', () => {
  it('is alike within each quarter, so that noise averages out over it, and of its own for each merchant', () => {
    const network = createNetwork();
    const zeroIn = network.parameters().get('user.zero_in.weight')!;
    zeroIn.assign(tf.reshape(tf.eye(4), [1, 1, 4, 4])); // lets the map through as it is

    const [first, second] = tf.unstack(network.user.map(features())) as [tf.Tensor3D, tf.Tensor3D];

    const quarters = [
      [0, 0],
      [0, 4],
      [4, 0],
      [4, 4],
    ].map(([line, column]) => tf.slice(first, [line!, column!, 0], [4, 4, 4]));
    for (const quarter of quarters)
      expect(
        relativeError(quarter, tf.tile(tf.mean(quarter, [0, 1], true), [4, 4, 1]).dataSync()),
      ).toBeLessThan(1e-5);
    expect(relativeError(quarters[0]!, quarters[3]!.dataSync())).toBeGreaterThan(0.1);
    expect(relativeError(first, second.dataSync())).toBeGreaterThan(0.1);
  });
});

describe('the personalised adaptive network', () => {
  it("gives a map of the latent's size a merchant, leaks nothing and has finite gradients", () => {
    const { user: block } = new PersonalNetwork({ unet: UNET_SMALLEST, user, inputKernel: 3 });
    const ids = features();

    expectSoundBlock({ block, run: () => block.map(ids), shape: [2, 4, 4, 2] });
  });

  it("gives a residual of each of the U-Net's maps, with finite gradients in all its weights", () => {
    const network = new PersonalNetwork({ unet: UNET_SMALLEST, user, inputKernel: 1 });
    network.initialise(1);
    const asked = {
      latent: waves<tf.Rank.R4>([2, 4, 4, 2]),
      timesteps: [5, 700],
      context: waves<tf.Rank.R3>([2, 3, 6], 1),
    };
    const whose = features();
    const residuals = () => {
      const { skips, middle } = network.forward(asked, whose);
      return [...skips, middle];
    };

    expect(residuals().map(({ shape }) => shape)).toEqual([
      [2, 4, 4, 8],
      [2, 4, 4, 8],
      [2, 2, 2, 8],
      [2, 2, 2, 8],
      [2, 2, 2, 8],
    ]);
    expectNoLeak(() => lastOf(residuals()));
    expectFiniteGradients(network, () => tf.addN(residuals().map((one) => tf.sum(tf.exp(one)))));
  });

  it('changes nothing before training, bit for bit', () => {
    const alone = unet.forward(input());

    expect([...predict(createNetwork()).dataSync()]).toEqual([...alone.dataSync()]);
  });

  it('starts to train in three stages: output convolutions, then copies and zero_in, then the merchant', () => {
    const network = createNetwork();
    const frozen = [...unet.parameters().values()].map(({ value }) => tf.sum(value).dataSync()[0]);
    const optimizer = new AdamW(network.parameters());

    const [first, second, third] = [1, 2, 3].map(() => trainStep(network, optimizer));

    expect(first).toEqual({ outputs: expect.any(Number), copies: 0, zeroIn: 0, features: 0 });
    expect(first!.outputs).toBeGreaterThan(0);
    expect(second).toEqual({
      outputs: expect.any(Number),
      copies: expect.any(Number),
      zeroIn: expect.any(Number),
      features: 0,
    });
    expect(second!.copies).toBeGreaterThan(0);
    expect(second!.zeroIn).toBeGreaterThan(0);
    expect(third!.features).toBeGreaterThan(0);
    expect([...unet.parameters().values()].map(({ value }) => tf.sum(value).dataSync()[0])).toEqual(frozen);
  });

  it('tells merchants apart only once trained', () => {
    const network = createNetwork();
    const apart = () => {
      const [a, b] = [
        [
          [0, 1],
          [0, 1],
        ],
        [
          [2, 3],
          [2, 3],
        ],
      ].map((rows) => predict(network, input(), tf.tensor2d(rows, [2, 2], 'int32')));
      return relativeError(a!, b!.dataSync());
    };
    const optimizer = new AdamW(network.parameters());

    expect(apart()).toBe(0);
    for (let step = 0; step < 3; step++) trainStep(network, optimizer);
    expect(apart()).toBeGreaterThan(0);
  });

  it('holds no tensor from step to step', () => {
    const network = createNetwork();
    const optimizer = new AdamW(network.parameters());
    trainStep(network, optimizer);
    const asked = tf.memory().numTensors;
    trainStep(network, optimizer);

    expect(tf.memory().numTensors).toBe(asked);
  });

  it("has ControlNet's names beside the merchant's, at full size", () => {
    const network = new PersonalNetwork({ unet: SD15_UNET, user, inputKernel: 1 });
    const names = [...network.parameters().keys()];

    expect(names).toContain('down_blocks.2.attentions.1.transformer_blocks.0.attn2.to_k.weight');
    expect(names.filter((name) => name.startsWith('user.')).sort()).toEqual([
      'user.cross.0.bias',
      'user.cross.0.weight',
      'user.cross.1.bias',
      'user.cross.1.weight',
      'user.emb.0.weight',
      'user.emb.1.weight',
      'user.to_map.bias',
      'user.to_map.weight',
      'user.zero_in.bias',
      'user.zero_in.weight',
    ]);
    expect(network.parameters().get('user.to_map.weight')!.fileShape).toEqual([64 * 64 * 4, 8]);
    expect(parameterCount(network.copies)).toBeGreaterThan(350_000_000);
  });
});
