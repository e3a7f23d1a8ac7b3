import { describe, expect, it } from '@jest/globals';
import { averagePrecision, groupAuc } from '../../../../server/perfusion/metrics/ranking.js';
import { integers, uniforms } from '../../../../server/random/index.js';
import { goldenJson } from '../../../support/perfusion/golden.js';
import { rankingQuality } from '../../../support/perfusion/ranking-quality.js';

interface MetricCase {
  readonly scores: number[];
  readonly labels: number[];
  readonly auc: number;
  readonly ap_expected_over_ties: number;
}
const cases = goldenJson<MetricCase[]>('metrics/golden.json');

it('agrees with enumeration over all orders of tied scores', () => {
  expect(cases).toHaveLength(40);
  for (const { scores, labels, auc, ap_expected_over_ties: precision } of cases) {
    const group = { scores, positives: labels.map(Boolean) };
    expect(groupAuc(group)).toBeCloseTo(auc, 12);
    expect(averagePrecision(group)).toBeCloseTo(precision, 12);
  }
});

it('gives MAP = (1 + GAUC) / 2 for pairs', () => {
  const pairs = Array.from({ length: 50 }, (_, step) => ({
    scores: [...uniforms({ seed: 1, purpose: 'pairs', step }, 2)],
    positives: [true, false],
  }));

  const { gauc, map } = rankingQuality(pairs);

  expect(map).toBeCloseTo((1 + gauc!) / 2, 12);
});

it("gives random scores GAUC 0.5 and MAP 0.4567 for one liked picture in five, the paper's level", () => {
  const tied = { scores: [1, 1, 1, 1, 1], positives: [false, true, false, false, false] };
  expect(groupAuc(tied)).toBe(0.5);
  expect(averagePrecision(tied)).toBeCloseTo(0.4567, 4); // (1 + 1/2 + 1/3 + 1/4 + 1/5) / 5

  const groups = Array.from({ length: 4000 }, (_, step) => {
    const [liked] = integers({ seed: 2, purpose: 'liked', step }, 1, 5);
    return {
      scores: [...uniforms({ seed: 2, purpose: 'scores', step }, 5)],
      positives: [0, 1, 2, 3, 4].map((i) => i === liked),
    };
  });
  const { gauc, map } = rankingQuality(groups);
  expect(Math.abs(gauc! - 0.5)).toBeLessThan(0.02);
  expect(Math.abs(map! - 0.4567)).toBeLessThan(0.02);
});

describe('groups', () => {
  it('that lack one kind do not count', () => {
    const all = { scores: [1, 2], positives: [true, true] };
    const right = { scores: [2, 1], positives: [true, false] };

    expect(rankingQuality([all, right])).toEqual({ gauc: 1, map: 1, groupCount: 1 });
    expect(rankingQuality([all])).toEqual({ gauc: null, map: null, groupCount: 0 });
  });

  it('with impossible numbers are refused', () => {
    expect(() => groupAuc({ scores: [1, Number.NaN], positives: [true, false] })).toThrow(
      'not a finite number',
    );
    expect(() => groupAuc({ scores: [1], positives: [true, false] })).toThrow('1 scores for 2 pictures');
    expect(() => averagePrecision({ scores: [1, 2], positives: [true, true] })).toThrow(RangeError);
  });
});
