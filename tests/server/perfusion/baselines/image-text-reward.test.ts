import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs-core';
import { AestheticPredictor } from '../../../../server/perfusion/baselines/aesthetic.js';
import { ImageTextReward } from '../../../../server/perfusion/baselines/image-text-reward.js';
import { ClipModel } from '../../../../server/perfusion/clip/clip-model.js';
import {
  pairRewardObjective,
  pairwiseLoss,
} from '../../../../server/perfusion/training/objectives/pair-reward.js';
import { ratingsObjective } from '../../../../server/perfusion/training/objectives/ratings.js';
import { useBackend } from '../../../support/perfusion/backend.js';
import { expectNoLeak, relativeError, waves } from '../../../support/perfusion/close.js';
import { CLIP_TINY } from '../../../support/perfusion/configs.js';
import { bitsOf, expectTrainable, trainOn } from '../../../support/perfusion/objective.js';

useBackend();

let clip: ClipModel;
let batch: { ids: tf.Tensor2D; images: tf.Tensor4D; labels: tf.Tensor2D };
beforeAll(() => {
  const small = { width: 16, hiddenWidth: 32, layers: 1, heads: 2 };
  clip = new ClipModel({
    text: { ...CLIP_TINY.text, ...small },
    vision: { ...CLIP_TINY.vision, ...small, width: 24, imageSize: 16 },
    embedding: 8,
  });
  clip.initialise(1);
  batch = {
    ids: tf.tensor2d([0, 5, 299, 299, 0, 7, 8, 299], [2, 4], 'int32'),
    images: waves<tf.Rank.R4>([6, 16, 16, 3]),
    labels: tf.tensor2d([0, 1, 0, 2, 0, 1], [2, 3]),
  };
});
afterAll(() => clip.dispose());

function create(standard?: { mean: number; deviation: number }): ImageTextReward {
  const config = { layers: 2, headSizes: [8, 4] };
  const model = new ImageTextReward(clip, standard ? { ...config, standard } : config);
  model.initialise(2);
  return model;
}

describe('the image-text reward', () => {
  it('scores every picture of every group, for itself, and leaks nothing', () => {
    const model = create();
    const scores = model.scoreGroups(batch.ids, batch.images);
    const second = model.scoreGroups(tf.slice(batch.ids, 1, 1), tf.slice(batch.images, 3, 2));

    expect(scores.shape).toEqual([2, 3]);
    expect(relativeError(second, tf.slice(scores, [1, 0], [1, 2]).dataSync())).toBeLessThan(1e-5);
    expectNoLeak(() => model.scoreGroups(batch.ids, batch.images));
  });

  it('depends on the prompt up to its end, not on what fills it up', () => {
    const model = create();
    const scoresOf = (ids: number[]) =>
      model.scoreGroups(tf.tensor2d(ids, [1, ids.length], 'int32'), tf.slice(batch.images, 0, 2)).dataSync();

    expect(relativeError(scoresOf([0, 5, 299, 299]), scoresOf([0, 5, 299]))).toBeLessThan(1e-5);
    expect(relativeError(scoresOf([0, 6, 299]), scoresOf([0, 5, 299]))).toBeGreaterThan(1e-4);
  });

  it('standardises its scores as published', () => {
    const raw = create().scoreGroups(batch.ids, batch.images).dataSync();
    const standard = { mean: 0.16717363, deviation: 1.0333395 };

    const scores = create(standard).scoreGroups(batch.ids, batch.images);

    expect(
      relativeError(
        scores,
        [...raw].map((x) => (x - standard.mean) / standard.deviation),
      ),
    ).toBeLessThan(1e-5);
  });

  it('learns which picture is better, and leaves CLIP alone unless told otherwise', () => {
    const model = create();
    const before = bitsOf(clip.parameters());
    const losses = trainOn(pairRewardObjective(model), () => batch, { steps: 15, rate: 3e-3 });

    expect(losses.at(-1)!).toBeLessThan(losses[0]!);
    expect(bitsOf(clip.parameters())).toEqual(before);
    expectTrainable(pairRewardObjective(model), batch);
    const both = pairRewardObjective(model, { towers: /vision_model\.encoder/ });
    expect([...both.parameters.keys()].some((name) => name.startsWith('clip.vision_model.encoder'))).toBe(
      true,
    );
    expectTrainable(both, batch);
  });
});

it('the pairwise loss is the mean of -log sigmoid(better - worse), by hand', () => {
  const scores = tf.tensor2d([1, 3, 2, 9, 0, 0], [2, 3]);
  const mask = tf.tensor2d([1, 1, 1, 0, 1, 1], [2, 3]);
  const softplus = (x: number) => Math.log1p(Math.exp(x));
  const loss = (feedback: Parameters<typeof pairwiseLoss>[1]) =>
    pairwiseLoss(scores, feedback).dataSync()[0]!;
  const labels = tf.tensor2d([0, 1, 0, 1, 1, 0], [2, 3]);

  expect(loss({ labels, mask })).toBeCloseTo((softplus(-2) + softplus(-1) + Math.log(2)) / 3, 5);
  expect(loss({ labels, mask, weights: tf.tensor1d([1, 0]) })).toBeCloseTo(
    (softplus(-2) + softplus(-1)) / 2,
    5,
  );
  expect(loss({ labels: tf.zeros([2, 3]) })).toBe(0);
  expectNoLeak(() => pairwiseLoss(scores, { labels, mask }));
});

it('an aesthetic head learns ratings from embeddings of any length', () => {
  const predictor = new AestheticPredictor('linear', [6, 8, 6, 4, 4, 1]);
  predictor.initialise(1);
  const rated = { embeddings: waves<tf.Rank.R2>([8, 6]), ratings: waves<tf.Rank.R1>([8], 5) };
  const objective = ratingsObjective(predictor);

  expectTrainable(objective, rated);
  const losses = trainOn(objective, () => rated, { steps: 60, rate: 0.02 });

  expect(losses.at(-1)!).toBeLessThan(losses[0]! / 2);
});
