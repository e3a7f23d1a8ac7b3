import { expect, it } from '@jest/globals';
import { rankingMetrics } from '../../../../../server/models/training/evaluation/evaluate-reward.js';

it('draws whole merchants for the intervals of a ranking', () => {
  const groups = Array.from({ length: 30 }, (_, i) => ({
    prompt: 'coat',
    profile: { store: String(i % 3) },
    pictures: [0, 1],
    positives: [true, false],
  }));
  // the picks of two merchants are all ranked first, those of the third all last
  const scores = groups.map((_, i) => (i % 3 === 2 ? [0, 1] : [1, 0]));

  expect(rankingMetrics({ name: 'seen merchants', groups, scores })).toEqual([
    { name: 'GAUC, seen merchants', value: expect.closeTo(2 / 3, 12), lower: 0, upper: 1, n: 30 },
    { name: 'MAP, seen merchants', value: expect.closeTo(5 / 6, 12), lower: 0.5, upper: 1, n: 30 },
  ]);
});
