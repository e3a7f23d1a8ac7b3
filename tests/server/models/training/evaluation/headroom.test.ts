import { describe, expect, it } from '@jest/globals';
import { headroomMetrics } from '../../../../../server/models/training/evaluation/measure-models.js';

const ranking = [
  { name: 'GAUC, seen merchants', value: 0.8 },
  { name: 'GAUC, seen merchants, oracle', value: 0.9 },
  { name: 'GAUC, seen merchants, CLIP score', value: 0.5 },
  { name: 'GAUC, seen merchants, PickScore-style', value: 0.7 },
];

describe('the share of the headroom', () => {
  it('is counted from the best baseline to the oracle', () => {
    const baselines = ['CLIP score', 'PickScore-style'];

    expect(headroomMetrics(ranking, baselines)).toEqual([
      { name: "Share of the oracle's headroom, seen merchants", value: expect.closeTo(0.5, 12) },
    ]);
  });

  it('is no number where nothing is compared, or the baseline is as good as the oracle', () => {
    const perfect = ranking.map((metric) => ({ ...metric, value: 1 }));

    expect(headroomMetrics(ranking, [])).toEqual([]);
    expect(headroomMetrics(perfect, ['CLIP score'])).toEqual([]);
  });
});
