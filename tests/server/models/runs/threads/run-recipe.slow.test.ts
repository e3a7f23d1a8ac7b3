import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { trainingRecipe } from '../../../../../server/models/runs/threads/run-recipe.js';
import { trainTask } from '../../../../../server/models/runs/threads/train-in-thread.js';
import { anotherWorld, useSmallWork } from './small-work.js';

const { folder, work, thread, groupsOf } = useSmallWork();

it('trains and measures baselines beside the result', async () => {
  const baselines = ['PICK_SCORE', 'HPS', 'IMAGE_REWARD', 'AESTHETIC'] as const;

  const { metrics } = await trainTask(work({ baselines }), thread());

  const labels = ['PickScore-style', 'HPS-style', 'ImageReward-style', 'Aesthetic', 'parent'];
  const names = metrics.map(({ name }) => name);
  for (const label of labels) expect(names).toContain(`GAUC, seen merchants, ${label}`);
});

it('stays what it was when the run goes on, though the world of the demonstration has changed', async () => {
  const begun = work({ folder: join(folder, 'begun') });
  const earlier = anotherWorld(begun);

  const { dataSnapshotHash } = await trainTask(begun, thread());

  expect(dataSnapshotHash).toBe((await groupsOf(earlier)).snapshotHash);
  expect(dataSnapshotHash).not.toBe((await groupsOf(trainingRecipe(begun))).snapshotHash);
});
