import { beforeAll, describe, expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs-core';
import { Autoencoder } from '../../../../../server/perfusion/autoencoder/autoencoder.js';
import { ClipModel } from '../../../../../server/perfusion/clip/clip-model.js';
import { contrastiveLoss } from '../../../../../server/perfusion/clip/contrastive-loss.js';
import { autoencoderObjective } from '../../../../../server/perfusion/training/objectives/autoencoder.js';
import {
  type CaptionedBatch,
  contrastiveObjective,
  phraseLoss,
} from '../../../../../server/perfusion/training/objectives/contrastive.js';
import { useBackend } from '../../../../support/perfusion/backend.js';
import { waves } from '../../../../support/perfusion/close.js';
import { CLIP_SMALLEST } from '../../../../support/perfusion/configs.js';
import { evaluated, expectTrainable, trainOn } from '../../../../support/perfusion/objective.js';

useBackend();

const number = (loss: tf.Tensor) => loss.dataSync()[0]!;

describe('contrastive training', () => {
  let clip: ClipModel;
  let batch: CaptionedBatch;
  beforeAll(() => {
    clip = new ClipModel(CLIP_SMALLEST);
    clip.initialise(1);
    const ids = [1, 2, 3].map((word) => [0, word, 299, 299]);
    batch = { images: waves<tf.Rank.R4>([3, 16, 16, 3]), ids: tf.tensor2d(ids, [3, 4], 'int32') };
  });

  it("has CLIP's loss where all captions differ, and reaches every weight", () => {
    const { loss } = evaluated(contrastiveObjective(clip), batch);

    const plain = tf.tidy(() =>
      number(contrastiveLoss(clip.logits(clip.embedImages(batch.images), clip.embedText(batch.ids)))),
    );
    expect(loss).toBeCloseTo(plain, 5);
    expectTrainable(contrastiveObjective(clip), batch);
  });

  it('lets equal captions match each other: log 3 for three of the same, from both sides', () => {
    const same = {
      images: tf.tile(tf.slice(batch.images, 0, 1), [3, 1, 1, 1]),
      ids: tf.tile(tf.slice(batch.ids, 0, 1), [3, 1]),
    };
    const apart = { ...same, images: batch.images };

    expect(evaluated(contrastiveObjective(clip), same).loss).toBeCloseTo(Math.log(3), 5);
    const cosines = tf.tidy(() => clip.logits(clip.embedImages(apart.images), clip.embedText(apart.ids)));
    const uniform = tf.fill<tf.Rank.R2>([3, 3], 1 / 3);
    expect(evaluated(contrastiveObjective(clip), apart).loss).toBeCloseTo(
      number(contrastiveLoss(cosines, uniform)),
      5,
    );
  });

  it('adds the errors of single phrases, slot by slot: log 2 + log 3 where all phrases look the same', () => {
    const phrases = {
      ids: tf.tile(tf.slice(batch.ids, 0, 1), [5, 1]),
      slots: [2, 3],
      shares: tf.tensor2d([0, 1, 1, 0, 0, 1, 0, 0, 0.5, 0.5, 0, 1, 0, 0, 1], [3, 5]),
      ...{ error: 'entropy' as const, weight: 2 },
    };
    const plain = evaluated(contrastiveObjective(clip), batch).loss;

    const { loss } = evaluated(contrastiveObjective(clip), { ...batch, phrases });

    expect(loss - plain).toBeCloseTo(2 * (Math.log(2) + Math.log(3)), 4);
  });

  it('counts nothing in a slot of which nothing is known, and nothing where a phrase is found for sure', () => {
    const lossOf = (logits: number[], shares: number[]) =>
      number(
        phraseLoss(tf.tensor2d(logits, [1, 4]), {
          ...{ slots: [2, 2], error: 'entropy' },
          shares: tf.tensor2d(shares, [1, 4]),
        }),
      );

    expect(lossOf([3, 1, 5, 2], [0, 0, 0, 0])).toBe(0);
    expect(lossOf([3, 1, 90, 2], [0, 0, 1, 0])).toBeCloseTo(0, 6);
    expect(lossOf([3, 3, 1, 1], [1, 0, 0.5, 0.5])).toBeCloseTo(2 * Math.log(2), 6);
  });

  it('measures squared errors of logits without their mean, in eighths, where anything is known', () => {
    const lossOf = (logits: number[], shares: number[]) =>
      number(
        phraseLoss(tf.tensor2d(logits, [1, 4]), {
          ...{ slots: [2, 2], error: 'squared' },
          shares: tf.tensor2d(shares, [1, 4]),
        }),
      );

    expect(lossOf([9, 1, 5, 2], [1, 0, 0, 0])).toBeCloseTo(0, 6);
    expect(lossOf([3, 3, 1, 1], [1, 0, 0, 1])).toBeCloseTo(4 * 0.5 ** 2, 6);
    expect(lossOf([1, 9, 0, 0], [1, 0, 0, 0])).toBeCloseTo(2 * 1 ** 2, 6);
  });

  it('keeps the logit scale at 100 or below, and leaks nothing', () => {
    clip.parameters().get('logit_scale')!.assign(tf.scalar(4.7));

    trainOn(contrastiveObjective(clip), () => batch, { steps: 3, rate: 1e-3 });

    expect(number(clip.scale())).toBeLessThanOrEqual(100.0001);
  });
});

describe('autoencoder training', () => {
  const create = () => {
    const autoencoder = new Autoencoder({
      levelChannels: [8, 8],
      blocksPerLevel: 1,
      latentChannels: 2,
      groups: 4,
      scale: 0.5,
    });
    autoencoder.initialise(1);
    return autoencoder;
  };
  const batch = () => ({ images: waves<tf.Rank.R4>([2, 8, 8, 3]) });

  it.each(['absolute', 'squared'] as const)(
    'reaches every weight by %s error, and leaks nothing',
    (error) => {
      const objective = autoencoderObjective(create(), { error, klWeight: 1e-3 });

      expectTrainable(objective, batch());
      const losses = trainOn(objective, batch, { steps: 6, rate: 3e-3 });

      expect(losses.at(-1)!).toBeLessThan(losses[0]!);
    },
  );

  it('adds the divergence from N(0, 1), in closed form, times its weight', () => {
    const autoencoder = create();
    const { mean, logVariance } = autoencoder.distribution(batch().images);
    const [means, logs] = [mean.dataSync(), logVariance.dataSync()];
    const terms = [...means].map((m, i) => 0.5 * (m ** 2 + Math.exp(logs[i]!) - 1 - logs[i]!));
    const expected = terms.reduce((sum, term) => sum + term, 0) / terms.length;

    const [without, withIt] = [0, 2].map(
      (klWeight) =>
        evaluated(autoencoderObjective(autoencoder, { error: 'squared', klWeight }), batch()).loss,
    );

    expect((withIt! - without!) / 2).toBeCloseTo(expected, 4);
  });

  it('draws the noise of the latents by seed and step', () => {
    const objective = autoencoderObjective(create(), { error: 'absolute', klWeight: 0 });
    const lossOf = (step: number) => evaluated(objective, batch(), { seed: 1, step }).loss;

    expect(lossOf(0)).toBe(lossOf(0));
    expect(lossOf(0)).not.toBe(lossOf(1));
  });
});
