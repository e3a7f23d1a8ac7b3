import { expect, it } from '@jest/globals';
import { TrainingSteps } from '../../../../../server/models/runs/tasks/training-steps.js';

const point = (stage: string, step: number) => ({ stage, step, steps: 4 });

it('counts from the first step of the first stage to the last one of the last', () => {
  const steps = new TrainingSteps(3);
  const points = ['reward', 'hps', 'aesthetic'].flatMap((stage) =>
    [1, 2, 3, 4].map((step) => point(stage, step)),
  );

  const noted = points.map((each) => steps.note(each));

  expect(noted).toEqual(Array.from({ length: 12 }, (_, i) => ({ done: i + 1, total: 12 })));
});

it('counts a stage that goes on at a checkpoint from there, and those before it whole', () => {
  const steps = new TrainingSteps(2);
  for (const each of [point('reward', 4), point('hps', 1), point('hps', 2), point('hps', 3)])
    steps.note(each);

  expect(steps.note(point('hps', 2))).toEqual({ done: 6, total: 8 });
});
