import { describe, expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs-core';
import { clipScores } from '../../../../server/perfusion/metrics/clip-score.js';
import { pairAccuracy, rankingScore } from '../../../../server/perfusion/metrics/pair-accuracy.js';
import { useBackend } from '../support/backend.js';
import { relativeError } from '../support/close.js';

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
