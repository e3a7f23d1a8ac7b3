import { describe, expect, it } from '@jest/globals';
import { pairAccuracy, rankingScore } from '../../../../server/perfusion/metrics/pair-accuracy.js';

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
