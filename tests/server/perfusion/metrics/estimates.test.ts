import { describe, expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs-core';
import { bootstrapMean } from '../../../../server/perfusion/metrics/bootstrap.js';
import { clipScores } from '../../../../server/perfusion/metrics/clip-score.js';
import { pairAccuracy, rankingScore } from '../../../../server/perfusion/metrics/pair-accuracy.js';
import { rankingEstimates, rankingQuality } from '../../../../server/perfusion/metrics/ranking.js';
import { normals, uniforms } from '../../../../server/random/index.js';
import { useBackend } from '../support/backend.js';
import { relativeError } from '../support/close.js';

describe('the bootstrap interval of a mean', () => {
  const values = [...normals({ seed: 4, purpose: 'values' }, 400)];

  it('is about 1.96 standard errors on both sides, and narrower with less confidence', () => {
    const { value, lower, upper, n } = bootstrapMean(values, { seed: 1 })!;
    const mean = values.reduce((sum, x) => sum + x, 0) / 400;
    const deviation = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 399);

    expect(value).toBeCloseTo(mean, 12);
    expect(n).toBe(400);
    const halfWidth = (upper! - lower!) / 2 / (deviation / 20);
    expect(Math.abs(halfWidth - 1.96)).toBeLessThan(0.1);
    const half = bootstrapMean(values, { seed: 1, confidence: 0.5 })!;
    expect((half.upper! - half.lower!) / (upper! - lower!)).toBeCloseTo(0.6745 / 1.96, 1);
  });

  it('is the same for the same seed', () => {
    expect(bootstrapMean(values, { seed: 1 })).toEqual(bootstrapMean(values, { seed: 1 }));
    expect(bootstrapMean(values, { seed: 1 })).not.toEqual(bootstrapMean(values, { seed: 2 }));
  });

  it('is wider where values hang together: ten copies of each count as one', () => {
    const merchants = values.slice(0, 40);
    const copies = merchants.flatMap((value) => Array.from({ length: 10 }, () => value));
    const clusters = merchants.flatMap((_, i) => Array.from({ length: 10 }, () => i));

    const clustered = bootstrapMean(copies, { seed: 1, clusters })!;

    expect(clustered.lower).toBeCloseTo(bootstrapMean(merchants, { seed: 1 })!.lower!, 12);
    expect(clustered.n).toBe(400);
  });

  it('is none where all values hang together', () => {
    expect(bootstrapMean([1, 2], { seed: 1, clusters: ['Anna', 'Anna'] })).toEqual({ value: 1.5, n: 2 });
    expect(bootstrapMean([3], { seed: 1 })).toEqual({ value: 3, n: 1 });
  });

  it('refuses what cannot be estimated', () => {
    expect(bootstrapMean([], { seed: 1 })).toBeNull();
    expect(() => bootstrapMean([Number.NaN], { seed: 1 })).toThrow(RangeError);
    expect(() => bootstrapMean([1], { seed: 1, confidence: 1 })).toThrow('confidence');
    expect(() => bootstrapMean([1], { seed: 1, clusters: [] })).toThrow('0 clusters for 1 values');
  });
});

describe('ranking with intervals', () => {
  const groups = Array.from({ length: 60 }, (_, step) => ({
    scores: [...uniforms({ seed: 1, purpose: 'scores', step }, 5)],
    positives: [false, step % 7 > 0, false, false, false],
  }));

  it('estimates what the plain metrics say', () => {
    const { gauc, map } = rankingEstimates(groups, { seed: 1, resamples: 200 });
    const plain = rankingQuality(groups);

    expect(gauc!.value).toBeCloseTo(plain.gauc!, 12);
    expect(map!.value).toBeCloseTo(plain.map!, 12);
    expect(gauc!.n).toBe(plain.groupCount);
    expect(gauc!.lower).toBeLessThan(gauc!.value);
    expect(gauc!.upper).toBeGreaterThan(gauc!.value);
  });

  it('draws whole merchants, and leaves out groups that say nothing', () => {
    const oneMerchant = rankingEstimates(groups, {
      seed: 1,
      resamples: 20,
      clusters: groups.map(() => 'ana'),
    });

    expect(oneMerchant.gauc).not.toHaveProperty('lower');
    expect(rankingEstimates([groups[0]!], { seed: 1 })).toEqual({ gauc: null, map: null });
    expect(() => rankingEstimates(groups, { seed: 1, clusters: ['ana'] })).toThrow(
      '1 clusters for 60 groups',
    );
  });
});

describe('pairs', () => {
  it("count ImageReward's way: only pairs of different grade, and ties are wrong", () => {
    const group = { scores: [0.9, 0.5, 0.5, 0.1], grades: [3, 2, 1, 1] };

    expect(pairAccuracy([group])).toBeCloseTo(4 / 5, 12);
    expect(pairAccuracy([group, { scores: [1, 2], grades: [2, 1] }])).toBeCloseTo(4 / 6, 12);
    expect(pairAccuracy([{ scores: [1, 2], grades: [1, 1] }])).toBeNull();
  });

  it("count HPSv2's way: 1 - inversions / pairs, and ties are not inversions", () => {
    expect(rankingScore({ scores: [4, 3, 2, 1], grades: [4, 3, 2, 1] })).toBe(1);
    expect(rankingScore({ scores: [1, 2, 3, 4], grades: [4, 3, 2, 1] })).toBe(0);
    expect(rankingScore({ scores: [3, 4, 2, 1], grades: [4, 3, 2, 1] })).toBeCloseTo(5 / 6, 12);
    expect(rankingScore({ scores: [1, 1], grades: [2, 1] })).toBe(1);
    expect(() => rankingScore({ scores: [1], grades: [] })).toThrow('1 scores for 0 pictures');
  });
});

describe('the CLIP score', () => {
  useBackend();

  it('is 100 times the cosine, picture by picture', () => {
    const texts = tf.tensor2d([1, 0, 0, 1], [2, 2]);
    const images = tf.tensor2d([0.6, 0.8, 0.6, -0.8], [2, 2]);

    expect(relativeError(clipScores(texts, images), [60, -80])).toBeLessThan(1e-6);
  });
});
