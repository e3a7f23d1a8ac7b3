import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { TrainingProgress } from '../../../../server/commands/models/training-progress.js';
import { useDirectory } from '../../../support/run/directory.js';

const directory = useDirectory();

it('goes on after a kill in the middle of a line, and counts a step that was taken again once', async () => {
  const stage = { name: 'unet', optimisation: { steps: 3 } };
  const recipe = { stages: [stage] } as unknown as Parameters<typeof TrainingProgress.open>[0];
  const point = (step: number) => ({ stage: 'unet', step, steps: 3, loss: 1 / step, learningRate: 0.1 });
  const first = await TrainingProgress.open(recipe, directory.path);
  for (const step of [1, 2]) first.point(point(step));
  first.end();
  appendFileSync(join(directory.path, 'curve.ndjson'), '\n{"stage":"unet","st');

  const second = await TrainingProgress.open(recipe, directory.path);
  for (const step of [2, 3]) second.point(point(step));
  second.end();

  expect(await second.points()).toEqual([1, 2, 3].map(point));
});
