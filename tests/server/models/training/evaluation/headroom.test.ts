import { describe, expect, it } from '@jest/globals';
import { headroomMetrics } from '../../../../../server/models/training/evaluation/headroom.js';

/** Groups of two pictures of three merchants, of which the first was picked. */
const groups = Array.from({ length: 30 }, (_, i) => ({
  prompt: 'coat',
  profile: { store: String(i % 3) },
  pictures: [0, 1],
  positives: [true, false],
}));

/** Somebody who ranks a share of the groups of every merchant rightly: their GAUC. */
const ranking = (name: string, gauc: number) => ({
  name,
  groups,
  scores: groups.map((_, i) => (i < gauc * groups.length ? [1, 0] : [0, 1])),
});

const rankings = [
  ranking('seen merchants', 0.8),
  ranking('seen merchants, oracle', 0.9),
  ranking('seen merchants, CLIP score', 0.5),
  ranking('seen merchants, PickScore-style', 0.7),
];

describe('the share of the headroom', () => {
  it('is counted from the best baseline to the oracle', () => {
    expect(headroomMetrics(rankings, ['CLIP score', 'PickScore-style'])).toEqual([
      {
        name: "Share of the oracle's headroom, seen merchants",
        value: expect.closeTo(0.5, 12),
        // every merchant goes half of the way, so it does not matter which are drawn
        ...{ lower: expect.closeTo(0.5, 12), upper: expect.closeTo(0.5, 12), n: 30 },
      },
    ]);
  });

  it('has an interval over merchants', () => {
    const [model, ...others] = rankings;
    // the third merchant's groups are ranked as by the oracle, those of the others as by the best baseline
    const scores = groups.map((_, i) => rankings[i % 3 === 2 ? 1 : 3]!.scores[i]!);

    const [share] = headroomMetrics([{ ...model!, scores }, ...others], ['PickScore-style']);

    expect(share).toMatchObject({ value: expect.closeTo(1 / 3, 12), lower: 0, upper: 1 });
  });

  it('is no number where nothing is compared, or the baseline is as good as the oracle', () => {
    const perfect = rankings.map(({ name }) => ranking(name, 1));

    expect(headroomMetrics(rankings, [])).toEqual([]);
    expect(headroomMetrics(perfect, ['CLIP score'])).toEqual([]);
  });
});
