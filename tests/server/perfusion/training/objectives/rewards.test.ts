import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs-core';
import { ClipModel, unitLength } from '../../../../../server/perfusion/clip/clip-model.js';
import { groupKlLoss } from '../../../../../server/perfusion/reward/group-loss.js';
import {
  PersonalRewardModel,
  type PlugInForm,
} from '../../../../../server/perfusion/reward/personal-reward-model.js';
import {
  personalRewardObjective,
  type RewardBatch,
} from '../../../../../server/perfusion/training/objectives/personal-reward.js';
import { picksObjective } from '../../../../../server/perfusion/training/objectives/picks.js';
import { useBackend } from '../../../../support/perfusion/backend.js';
import { waves } from '../../../../support/perfusion/close.js';
import { CLIP_SMALLEST } from '../../../../support/perfusion/configs.js';
import { bitsOf, evaluated, expectTrainable, trainOn } from '../../../../support/perfusion/objective.js';

useBackend();

const PLUG_IN = {
  adaNet: 'whole',
  hiddenSize: 8,
  user: { featureSizes: [5, 3], embeddingSize: 4, crossLayers: 2, crossType: 'v2' },
} as const;

let clip: ClipModel;
let inputs: { ids: tf.Tensor2D; images: tf.Tensor4D; labels: tf.Tensor2D };
let features: tf.Tensor2D;
beforeAll(() => {
  clip = new ClipModel(CLIP_SMALLEST);
  clip.initialise(1);
  inputs = {
    ids: tf.tensor2d([0, 5, 299, 0, 7, 299], [2, 3], 'int32'),
    images: waves<tf.Rank.R4>([6, 16, 16, 3]),
    labels: tf.tensor2d([0, 1, 0, 1, 0, 1], [2, 3]),
  };
  features = tf.tensor2d([0, 1, 4, 2], [2, 2], 'int32');
});
afterAll(() => clip.dispose());

const create = (form: PlugInForm) => {
  const model = new PersonalRewardModel(clip, { ...PLUG_IN, form });
  model.initialise(1);
  return model;
};

describe('the personalised reward', () => {
  it('starts at the loss of plain CLIP, learns the picks of both merchants, and leaves CLIP alone', () => {
    const model = create('duplicated');
    const objective = personalRewardObjective(model);
    const before = bitsOf(clip.parameters());
    const plain = tf.tidy(() => {
      const texts = tf.expandDims(unitLength(clip.embedText(inputs.ids)), 1);
      const images = tf.reshape(unitLength(clip.embedImages(inputs.images)), [2, 3, -1]);
      const cosines = tf.sum(tf.mul(images, texts), 2);
      return groupKlLoss(tf.mul(cosines, clip.scale()), inputs).dataSync()[0]!;
    });

    const losses = trainOn(objective, () => ({ ...inputs, features }), { steps: 25, rate: 0.02 });

    expect(losses[0]).toBeCloseTo(plain, 5);
    expect(losses.at(-1)!).toBeLessThan(losses[0]! / 2);
    expect(bitsOf(clip.parameters())).toEqual(before);
    expectTrainable(objective, { ...inputs, features });
    model.dispose();
  });

  it.each([
    ['visionOnly', 'text'],
    ['textOnly', 'vision'],
  ] as const)('takes the embeddings of the plain tower of %s ready, for the same gradient', (form, tower) => {
    const model = create(form);
    const objective = personalRewardObjective(model);
    const { ids, images, labels } = inputs;
    const ready: RewardBatch =
      tower === 'text'
        ? { images, labels, features, textEmbeddings: model.embedText(ids, features) }
        : { ids, labels, features, imageEmbeddings: unitLength(clip.embedImages(images)) };

    expect(evaluated(objective, ready)).toEqual(evaluated(objective, { ...inputs, features }));
    expect(() => evaluated(personalRewardObjective(create('duplicated')), ready)).toThrow(
      `the ${tower} tower is personalised`,
    );
    model.dispose();
  });

  it('is log 5 for one pick in five pictures that look alike, the level of chance', () => {
    const model = create('duplicated');
    const alike = {
      ids: tf.slice(inputs.ids, 0, 1),
      images: tf.tile(tf.slice(inputs.images, 0, 1), [5, 1, 1, 1]),
      labels: tf.tensor2d([0, 0, 1, 0, 0], [1, 5]),
      features: tf.slice(features, 0, 1),
    };

    expect(evaluated(personalRewardObjective(model), alike).loss).toBeCloseTo(Math.log(5), 5);
    model.dispose();
  });

  it('is sharper at a lower temperature', () => {
    const model = create('duplicated');
    const cold = personalRewardObjective(model, { temperature: 1 / 50 });
    const asClip = personalRewardObjective(model, { temperature: 0.07 });

    const [plain, same, other] = [personalRewardObjective(model), asClip, cold].map(
      (objective) => evaluated(objective, { ...inputs, features }).loss,
    );

    expect(same).toBeCloseTo(plain!, 5);
    expect(Math.abs(other! - plain!)).toBeGreaterThan(0.01);
    model.dispose();
  });
});

describe('the un-personalised picks', () => {
  it("have PickScore's loss for two pictures: cross-entropy of the pick, log 2 off on a tie", () => {
    const pair = {
      ids: inputs.ids,
      images: tf.slice(inputs.images, 0, 4),
      labels: tf.tensor2d([1, 0, 0.5, 0.5], [2, 2]),
    };
    const logits = tf.tidy(() => {
      const texts = tf.expandDims(unitLength(clip.embedText(pair.ids)), 1);
      const images = tf.reshape(unitLength(clip.embedImages(pair.images)), [2, 2, -1]);
      const cosines = tf.sum(tf.mul(images, texts), 2);
      return tf.mul(cosines, clip.scale()).dataSync();
    });
    const [a, b, c, d] = [...logits] as [number, number, number, number];
    const softplus = (x: number) => Math.log1p(Math.exp(x));
    const picked = softplus(b - a);
    const tied = (softplus(d - c) + softplus(c - d)) / 2 - Math.log(2);

    expect(evaluated(picksObjective(clip), pair).loss).toBeCloseTo((picked + tied) / 2, 4);
    const weights = tf.tensor1d([1, 0.25]);
    expect(evaluated(picksObjective(clip), { ...pair, weights }).loss).toBeCloseTo(
      (picked + 0.25 * tied) / 1.25,
      4,
    );
  });

  it('train all of CLIP, or the layers that are named', () => {
    expectTrainable(picksObjective(clip), inputs);
    const last = picksObjective(clip, { trains: /layers\.1\.|projection/ });
    const frozen = new Map([...clip.parameters()].filter(([name]) => !last.parameters.has(name)));
    const before = bitsOf(frozen);

    const losses = trainOn(last, () => inputs, { steps: 15, rate: 3e-3 });

    expect(losses.at(-1)!).toBeLessThan(losses[0]!);
    expect(bitsOf(frozen)).toEqual(before);
  });
});
