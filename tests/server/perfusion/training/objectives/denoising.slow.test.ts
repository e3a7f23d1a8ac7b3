import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs-core';
import { PersonalNetwork } from '../../../../../server/perfusion/control/personal-network.js';
import { noiseSchedule, SD15_SCHEDULE } from '../../../../../server/perfusion/diffusion/noise-schedule.js';
import type { Positives } from '../../../../../server/perfusion/training/group-preference-loss.js';
import {
  personalDenoiser,
  wholeDenoiser,
} from '../../../../../server/perfusion/training/objectives/denoiser.js';
import {
  type DenoisingConfig,
  denoisingObjective,
  drawnTimesteps,
  type LatentBatch,
} from '../../../../../server/perfusion/training/objectives/denoising.js';
import {
  type GroupPreferenceConfig,
  groupPreferenceObjective,
  type PreferenceBatch,
} from '../../../../../server/perfusion/training/objectives/group-preference.js';
import { Unet } from '../../../../../server/perfusion/unet/unet.js';
import { useBackend } from '../../../../support/perfusion/backend.js';
import { relativeError, waves } from '../../../../support/perfusion/close.js';
import { UNET_SMALLEST } from '../../../../support/perfusion/configs.js';
import { bitsOf, evaluated, expectTrainable, trainOn } from '../../../../support/perfusion/objective.js';

useBackend();

const user = { featureSizes: [3, 2], embeddingSize: 4, crossLayers: 1, crossType: 'v2' } as const;
const schedule = noiseSchedule();

function createUnet(seed: number): Unet {
  const unet = new Unet(UNET_SMALLEST);
  unet.initialise(seed);
  return unet;
}

function createNetwork(unet: Unet): PersonalNetwork {
  const network = new PersonalNetwork({ unet: UNET_SMALLEST, user, inputKernel: 1 });
  network.initialise(2);
  network.copies.copyFrom(unet);
  return network;
}

/** An adapter whose zero convolutions have left zero, so that every weight has a gradient. */
function createTrainedNetwork(unet: Unet): PersonalNetwork {
  const network = createNetwork(unet);
  for (const [name, parameter] of network.parameters())
    if (/^controlnet_|zero_in/.test(name)) parameter.assign(tf.mul(waves(parameter.shape as [number]), 0.1));
  return network;
}

let unet: Unet;
beforeAll(() => {
  unet = createUnet(1);
});
afterAll(() => unet.dispose());

const pictures = (count: number) => waves<tf.Rank.R4>([count, 4, 4, 2]);
const contexts = (count: number) => waves<tf.Rank.R3>([count, 3, 6], 2);
const merchants = (rows: number[][]) => tf.tensor2d(rows, [rows.length, 2], 'int32');
const largest = (gradients: ReadonlyMap<string, number[]>) => [...gradients.values()].flat();

describe('the timesteps of a batch', () => {
  const drawn = (timestepPower?: number) => {
    const config = timestepPower === undefined ? { schedule } : { schedule, timestepPower };
    return drawnTimesteps(config, { seed: 1, purpose: 'timesteps', step: 0 }, 100_000);
  };
  const shareFrom = (least: number, timesteps: number[]) =>
    timesteps.filter((timestep) => timestep >= least).length / timesteps.length;

  it('are all equally likely', () => {
    expect(shareFrom(875, drawn())).toBeCloseTo(1 / 8, 2);
    expect(drawn(1)).toEqual(drawn());
  });

  it('are noisy more often with a power: of 3, half of them lie in the noisiest eighth', () => {
    expect(shareFrom(875, drawn(3))).toBeCloseTo(1 / 2, 2);
    expect(Math.min(...drawn(3))).toBeGreaterThanOrEqual(0);
    expect(Math.max(...drawn(3))).toBe(999);
  });
});

describe('the diffusion loss', () => {
  const batch = (): LatentBatch => ({ latents: pictures(3), context: contexts(3) });
  const lossWith = (config: Partial<DenoisingConfig>, asked = batch()) =>
    evaluated(denoisingObjective(wholeDenoiser(unet), { schedule, ...config }), asked).loss;

  it('reaches every weight of the U-Net, or those that are named', () => {
    expectTrainable(denoisingObjective(wholeDenoiser(unet), { schedule }), batch());

    const some = denoisingObjective(wholeDenoiser(unet, { trains: /attn2/ }), { schedule });

    expect([...some.parameters.keys()].every((name) => name.includes('attn2'))).toBe(true);
    expectTrainable(some, batch());
  });

  it('of a network that always answers 0 is the mean square of the noise, or of the velocity', () => {
    const silent = createUnet(1);
    for (const [name, parameter] of silent.parameters())
      if (name.startsWith('conv_out')) parameter.assign(tf.zeros([...parameter.shape]));
    const lossOf = (prediction: 'epsilon' | 'velocity', latents: tf.Tensor4D) => {
      const config = { schedule: noiseSchedule({ ...SD15_SCHEDULE, prediction }) };
      const count = latents.shape[0];
      return evaluated(denoisingObjective(wholeDenoiser(silent), config), {
        latents,
        context: contexts(count),
      }).loss;
    };

    const many = tf.zeros<tf.Rank.R4>([64, 4, 4, 2]);
    expect(lossOf('epsilon', many)).toBeCloseTo(1, 1);
    // z_0 = 0: the velocity is sqrt(abar) eps, and the mean of abar over all steps is the mean square
    const meanShare = schedule.signalShares.reduce((sum, share) => sum + share, 0) / 1000;
    expect(lossOf('velocity', many)).toBeCloseTo(meanShare, 1);
    silent.dispose();
  });

  it('leaves prompts out with the given probability', () => {
    const replacement = tf.zeros([1, 3, 6]);
    const empty = { latents: pictures(3), context: tf.zeros<tf.Rank.R3>([3, 3, 6]) };

    expect(lossWith({ drops: { prompt: { probability: 0, replacement } } })).toBe(lossWith({}));
    expect(lossWith({ drops: { prompt: { probability: 1, replacement } } })).toBe(lossWith({}, empty));
    const half = lossWith({ drops: { prompt: { probability: 0.5, replacement } } });
    expect(half).not.toBe(lossWith({}));
    expect(half).toBe(lossWith({ drops: { prompt: { probability: 0.5, replacement } } }));
  });

  it('trains the adapter alone where the network is personalised (without group objective)', () => {
    const network = createNetwork(unet);
    const before = bitsOf(unet.parameters());
    const objective = denoisingObjective(personalDenoiser(unet, network), { schedule });
    const asked = {
      ...batch(),
      features: merchants([
        [0, 1],
        [2, 0],
        [1, 1],
      ]),
    };

    trainOn(objective, () => asked, { steps: 4, rate: 1e-3 });

    expect(bitsOf(unet.parameters())).toEqual(before);
    expectTrainable(objective, asked);
    expect(() => evaluated(objective, batch())).toThrow('needs the features');
    network.dispose();
  });
});

describe('the group preference', () => {
  const config = { schedule, beta: 50 };
  const groups = (...positives: Positives[]): PreferenceBatch => ({
    latents: pictures(positives.flat().length),
    context: contexts(positives.length),
    features: merchants(positives.map((_, g) => [g % 3, g % 2])),
    positives,
  });
  const lossOf = (
    network: PersonalNetwork,
    asked: PreferenceBatch,
    changes: Partial<GroupPreferenceConfig> = {},
  ) =>
    evaluated(groupPreferenceObjective(personalDenoiser(unet, network), { ...config, ...changes }), asked)
      .loss;
  let network: PersonalNetwork;
  beforeAll(() => {
    network = createTrainedNetwork(unet);
  });

  it('starts at |I+| log(1 + |I-|), through the U-Net and its adapter', () => {
    const fresh = createNetwork(unet);

    expect(lossOf(fresh, groups([true, false]))).toBeCloseTo(Math.log(2), 6);
    expect(lossOf(fresh, groups([false, true, false, false, false]))).toBeCloseTo(Math.log(5), 6);
    const mixed = groups([true, true, false, false, false], [true, false]);
    expect(lossOf(fresh, mixed)).toBeCloseTo((2 * Math.log(4) + Math.log(2)) / 2, 5);
    fresh.dispose();
  });

  it.each(['independent', 'pl-exact'] as const)(
    'has the same gradient in one graph and in two passes (%s)',
    (objective) => {
      const asked = groups([false, true, true, false], [true, false, false]);
      const evaluate = (pictureLimit?: number) => {
        const limits = pictureLimit ? { pictureLimit } : {};
        const settings = { ...config, objective, ...limits };
        return evaluated(groupPreferenceObjective(personalDenoiser(unet, network), settings), asked);
      };

      const whole = evaluate();
      for (const limit of [1, 3]) {
        const parts = evaluate(limit);
        expect(parts.loss).toBeCloseTo(whole.loss, 4);
        expect([...parts.gradients.keys()]).toEqual([...whole.gradients.keys()]);
        expect(relativeError(largest(parts.gradients), largest(whole.gradients))).toBeLessThan(1e-4);
      }
    },
  );

  it('does not depend on the order of the pictures of a group', () => {
    const asked = groups([false, true, true, false]);
    const turned = {
      ...asked,
      latents: tf.reverse(asked.latents, 0),
      positives: [[false, true, true, false].reverse()],
    };

    expect(lossOf(network, turned)).toBeCloseTo(lossOf(network, asked), 4);
  });

  it('bounds the exact form from above, and equals it for one liked picture', () => {
    const one = groups([true, false, false]);
    const two = groups([true, true, false]);

    expect(lossOf(network, one, { objective: 'pl-exact' })).toBeCloseTo(lossOf(network, one), 4);
    expect(lossOf(network, two, { objective: 'pl-exact' })).toBeLessThan(lossOf(network, two));
  });

  it('shares step and noise over a group unless told otherwise', () => {
    const asked = groups([true, false]);
    const same = { ...asked, latents: tf.tile(tf.slice(asked.latents, 0, 1), [2, 1, 1, 1]) };

    expect(lossOf(network, same)).toBeCloseTo(Math.log(2), 6);
    expect(lossOf(network, same, { sharesNoise: false })).not.toBeCloseTo(Math.log(2), 3);
  });

  it('leaves merchants out with the given probability', () => {
    const unknown = merchants([[3, 2]]);
    const asked = groups([true, false], [true, false]);
    const strangers = { ...asked, features: tf.tile(unknown, [2, 1]) };

    const dropped = lossOf(network, asked, { drops: { user: { probability: 1, replacement: unknown } } });

    expect(dropped).toBe(lossOf(network, strangers));
    expect(dropped).not.toBe(lossOf(network, asked));
  });

  it('trains the adapter and nothing else, and leaks nothing in either way', () => {
    const before = bitsOf(unet.parameters());
    for (const limits of [{}, { pictureLimit: 2 }]) {
      const fresh = createNetwork(unet);
      const objective = groupPreferenceObjective(personalDenoiser(unet, fresh), { ...config, ...limits });
      const asked = groups([false, true, false]);
      trainOn(objective, () => asked, { steps: 4, rate: 1e-3 });
      expectTrainable(objective, asked);
      fresh.dispose();
    }
    expect(bitsOf(unet.parameters())).toEqual(before);
  });

  it('trains the U-Net itself where there is no adapter, against a frozen copy', () => {
    const [trained, reference] = [createUnet(1), createUnet(1)];
    const objective = groupPreferenceObjective(wholeDenoiser(trained, { reference }), config);
    const asked = groups([false, true, false]);
    const before = bitsOf(reference.parameters());

    expect(evaluated(objective, asked).loss).toBeCloseTo(Math.log(3), 6);
    trainOn(objective, () => asked, { steps: 3, rate: 1e-3 });

    expect(bitsOf(reference.parameters())).toEqual(before);
    expect(() => evaluated(groupPreferenceObjective(wholeDenoiser(trained), config), asked)).toThrow(
      'frozen reference',
    );
    for (const one of [trained, reference]) one.dispose();
  });

  it('refuses groups that say nothing and sizes that do not add up', () => {
    expect(() => lossOf(network, groups([true, true]))).toThrow('at least one picture that was liked');
    expect(() => lossOf(network, { ...groups([true, false]), latents: pictures(3) })).toThrow('3 pictures');
  });
});
