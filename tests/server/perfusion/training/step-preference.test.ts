import { beforeAll, describe, expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs-core';
import { Autoencoder } from '../../../../server/perfusion/autoencoder/autoencoder.js';
import { StepAwareReward } from '../../../../server/perfusion/baselines/step-aware-reward.js';
import { ClipModel, unitLength } from '../../../../server/perfusion/clip/clip-model.js';
import { noiseSchedule } from '../../../../server/perfusion/diffusion/noise-schedule.js';
import { wholeDenoiser } from '../../../../server/perfusion/training/objectives/denoiser.js';
import {
  branchedPairs,
  type Judge,
} from '../../../../server/perfusion/training/step-preference/branching.js';
import { predictedPixels } from '../../../../server/perfusion/training/step-preference/predicted-pixels.js';
import {
  STEP_PREFERENCE,
  stepJudge,
  stepPreferenceObjective,
} from '../../../../server/perfusion/training/step-preference/step-preference.js';
import { stepRewardObjective } from '../../../../server/perfusion/training/step-preference/step-reward.js';
import { Unet } from '../../../../server/perfusion/unet/unet.js';
import { useBackend } from '../../../support/perfusion/backend.js';
import { expectNoLeak, relativeError, waves } from '../../../support/perfusion/close.js';
import { CLIP_SMALLEST, UNET_SMALLEST } from '../../../support/perfusion/configs.js';
import { bitsOf, evaluated, expectTrainable, trainOn } from '../../../support/perfusion/objective.js';

useBackend();

const schedule = noiseSchedule();
const ATTENTION = /attn[12]\.to_(q|k|v|out\.0)\.weight$/;

function createUnet(): Unet {
  const unet = new Unet(UNET_SMALLEST);
  unet.initialise(1);
  return unet;
}

let clip: ClipModel;
let autoencoder: Autoencoder;
let ids: tf.Tensor2D;
let context: tf.Tensor3D;
beforeAll(() => {
  clip = new ClipModel(CLIP_SMALLEST);
  clip.initialise(1);
  autoencoder = new Autoencoder({
    levelChannels: [8, 8],
    blocksPerLevel: 1,
    latentChannels: 2,
    groups: 4,
    scale: 1,
  });
  autoencoder.initialise(1);
  ids = tf.tensor2d([0, 5, 299, 0, 7, 299], [2, 3], 'int32');
  context = waves<tf.Rank.R3>([2, 3, 6]);
});

function createReward(): StepAwareReward {
  const reward = new StepAwareReward(clip, 8);
  reward.initialise(2);
  return reward;
}

describe('the step-aware reward', () => {
  const images = () => waves<tf.Rank.R4>([4, 16, 16, 3]);

  it('scores as plain CLIP before training, at every timestep, and leaks nothing', () => {
    const reward = createReward();
    const plain = tf.tidy(() => {
      const texts = tf.expandDims(unitLength(clip.embedText(ids)), 1);
      const pictures = tf.reshape(unitLength(clip.embedImages(images())), [2, 2, -1]);
      return tf.sum(tf.mul(pictures, texts), 2).dataSync();
    });

    expect([...reward.scoreGroups(ids, images(), [0, 10, 500, 999]).dataSync()]).toEqual([...plain]);
    const pictures = images();
    expect(reward.scoreGroups(ids, pictures, [0, 10, 500, 999]).shape).toEqual([2, 2]);
    expectNoLeak(() => reward.scoreGroups(ids, pictures, [0, 10, 500, 999]));
  });

  it('learns from pictures predicted at random steps; then timesteps matter', () => {
    const reward = createReward();
    const unet = createUnet();
    const objective = stepRewardObjective(
      reward,
      { unet, autoencoder, schedule },
      { trains: /^(?!clip)|clip\.visual_projection/ },
    );
    const labels = tf.tensor2d([1, 0, 0, 1], [2, 2]);
    const batch = { latents: waves<tf.Rank.R4>([4, 4, 4, 2]), context, ids, labels };
    const frozen = bitsOf(unet.parameters());

    trainOn(objective, () => batch, { steps: 4, rate: 3e-3 });

    expectTrainable(objective, batch);
    expect(bitsOf(unet.parameters())).toEqual(frozen);
    const scoresAt = (t: number) => reward.scoreGroups(ids, images(), [t, t, t, t]).dataSync();
    expect(relativeError(scoresAt(900), scoresAt(10))).toBeGreaterThan(1e-5);
  });
});

it('predicted pixels are decoded pictures, normalised as CLIP wants them', () => {
  const latents = waves<tf.Rank.R4>([1, 4, 4, 2]);
  const decoded = autoencoder.decode(latents).dataSync();
  const red = (Math.min(1, Math.max(0, (decoded[0]! + 1) / 2)) - 0.48145466) / 0.26862954;

  expect(predictedPixels(autoencoder, latents, 8).dataSync()[0]).toBeCloseTo(red, 4);
  expect(predictedPixels(autoencoder, latents, 16).shape).toEqual([1, 16, 16, 3]);
  expectNoLeak(() => predictedPixels(autoencoder, latents, 16));
});

describe('step-by-step preference', () => {
  /** Likes pictures whose first channel is bright, very much so. */
  const brightness: Judge = (asked, pictures) =>
    tf.tidy(() => {
      const first = tf.slice(pictures, [0, 0, 0, 0], [-1, -1, -1, 1]);
      return tf.mul(tf.reshape(tf.mean(first, [1, 2, 3]), [asked.shape[0], -1]), 100) as tf.Tensor2D;
    });
  const config = () => ({
    ...STEP_PREFERENCE,
    schedule,
    inferenceSteps: 6,
    plainSteps: 3,
    emptyContext: tf.zeros<tf.Rank.R3>([1, 3, 6]),
    latentShape: [4, 4, 2] as const,
  });
  const draw = { seed: 1, step: 0 };

  it('finds a better and a worse way on from the same latents, at every step but the first and the last', () => {
    const unet = createUnet();
    const branching = { denoiser: wholeDenoiser(unet), judge: brightness, config: config() };
    const shape = [4, 4, 2] as const;

    const pairs = branchedPairs(branching, { context, ids, shape }, draw);

    expect(pairs.map(({ timestep }) => timestep)).toEqual([333, 167]); // of 831, 665, 499, 333, 167, 1
    for (const { better, worse, from } of pairs) {
      expect(better.shape).toEqual(worse.shape);
      expect(from.latent.shape).toEqual(better.shape);
      expect(relativeError(better, worse.dataSync())).toBeGreaterThan(0.001);
    }
    expect(
      branchedPairs(
        { ...branching, judge: (asked) => tf.zeros([asked.shape[0], 4]) },
        { context, ids, shape },
        draw,
      ),
    ).toEqual([]);
  });

  it('starts at log 2, trains attention only, and leaks nothing', () => {
    const [unet, reference] = [createUnet(), createUnet()];
    const settings = { ...config(), latentShape: [4, 4, 2] as const };
    const denoiser = wholeDenoiser(unet, { reference, trains: ATTENTION });
    const objective = stepPreferenceObjective(denoiser, brightness, settings);
    const others = new Map([...unet.parameters()].filter(([name]) => !ATTENTION.test(name)));
    const [before, frozen] = [bitsOf(others), bitsOf(reference.parameters())];

    expect(evaluated(objective, { context, ids }).loss).toBeCloseTo(Math.LN2, 5);
    expectTrainable(objective, { context, ids });
    trainOn(objective, () => ({ context, ids }), { steps: 2, rate: 1e-3 });

    expect(bitsOf(others)).toEqual(before);
    expect(bitsOf(reference.parameters())).toEqual(frozen);
    expect(evaluated(objective, { context, ids }).loss).toBeLessThan(Math.LN2);
  });

  it('is log 2, without gradient, where the judge sees no difference', () => {
    const unet = createUnet();
    const denoiser = wholeDenoiser(unet, { reference: unet });
    const indifferent: Judge = (asked) => tf.zeros([asked.shape[0], 4]);
    const settings = { ...config(), latentShape: [4, 4, 2] as const };
    const objective = stepPreferenceObjective(denoiser, indifferent, settings);

    expect(trainOn(objective, () => ({ context, ids }), { steps: 2, rate: 1e-3 })).toEqual([
      Math.LN2,
      Math.LN2,
    ]);
  });

  it('asks the step-aware model by its logits', () => {
    const judge = stepJudge(createReward(), autoencoder);
    const pictures = waves<tf.Rank.R4>([4, 4, 4, 2]);

    const logits = judge(ids, pictures, 500);

    expect(logits.shape).toEqual([2, 2]);
    const pixels = predictedPixels(autoencoder, pictures, 16);
    const cosines = createReward().scoreGroups(ids, pixels, [500, 500, 500, 500]);
    expect(relativeError(logits, tf.mul(cosines, clip.scale()).dataSync())).toBeLessThan(1e-5);
  });
});
