import { expect, it } from '@jest/globals';
import { TrainingShare } from '../../../../server/commands/models/training-share.js';

const stages = [
  { name: 'long', seconds: 30, optimisation: { steps: 10 } },
  { name: 'short', seconds: 10, optimisation: { steps: 10 } },
];
const point = (name: string, step: number) => ({ stage: name, step, steps: 10, loss: 1, learningRate: 0.1 });

it('counts stages by the time they take', () => {
  const share = new TrainingShare(stages, []);

  expect(share.note(point('long', 5))).toBeCloseTo(15 / 40, 10);
  expect(share.note(point('short', 10))).toBeCloseTo(25 / 40, 10);
  expect(share.note(point('long', 10))).toBeCloseTo(1, 10);
});

it('counts what an earlier attempt did, and what it takes again once', () => {
  const share = new TrainingShare(stages, [point('long', 10), point('short', 6)]);

  expect(share.note(point('short', 5))).toBeCloseTo(35 / 40, 10);
});
