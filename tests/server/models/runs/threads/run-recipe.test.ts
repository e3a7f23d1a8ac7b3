import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { evaluationRecipe, trainingRecipe } from '../../../../../server/models/runs/threads/run-recipe.js';
import { trainTask } from '../../../../../server/models/runs/threads/train-in-thread.js';
import type { TrainingWork } from '../../../../../server/models/runs/threads/training-work.js';
import {
  DEMONSTRATION_FOLDER,
  type Recipe,
  readRecipe,
} from '../../../../../server/models/training/index.js';
import { tinyReward } from '../../../../support/perfusion/model-folders.js';
import { anotherWorld, SIZE, useSmallWork } from './small-work.js';

const { folder, reward, generator, work, thread, groupsOf } = useSmallWork();

const stagesOf = (change: Partial<TrainingWork>) => trainingRecipe(work(change)).stages;

describe('the recipe of a run', () => {
  it('has one stage for each method, which goes on from the parent', () => {
    const methods = [
      ['PERSONAL', 'personalReward'],
      ['PICKS', 'picks'],
      ['LAST_LAYERS', 'picks'],
    ] as const;
    for (const [method, objective] of methods)
      expect(stagesOf({ method })).toMatchObject([{ objective, parent: { folder: reward } }]);
  });

  it('trains generators by group, exact group, pair and liked picture', () => {
    const stageOf = (method: TrainingWork['method']) =>
      stagesOf({ kind: 'GENERATOR', method, parent: generator })[0];

    expect(stageOf('PERSONAL')).toMatchObject({ objective: 'groupPreference', loss: 'independent' });
    expect(stageOf('PERSONAL_EXACT')).toMatchObject({ objective: 'groupPreference', loss: 'pl-exact' });
    expect(stageOf('PAIRS')).toMatchObject({ objective: 'pairPreference' });
    expect(stageOf('LIKED_PICTURES')).toMatchObject({ objective: 'likedPictures' });
  });

  it('trains the later half of both towers and what lies behind them in the manner of HPS', () => {
    const [stage] = stagesOf({ method: 'LAST_LAYERS' });
    const trains = new RegExp((stage as { trains: string }).trains);
    const names = [...tinyReward().clip.parameters().keys()].filter((name) => trains.test(name));

    for (const [tower, projection] of [
      ['text_model', 'text_projection'],
      ['vision_model', 'visual_projection'],
    ]) {
      expect(names).toContain(`${projection}.weight`);
      expect(names.some((name) => name.startsWith(`${tower}.encoder.layers.1.`))).toBe(true);
    }
    expect(names.some((name) => /encoder\.layers\.0\.|embedding/.test(name))).toBe(false);
  });

  it('tests on groups of the seed that was asked for', () => {
    const { groups } = trainingRecipe(work({ dataset: { simulated: { groups: 10, seed: 3 } } }));

    expect(groups).toMatchObject({ simulated: { seed: 3, groups: 10, testGroups: 1 } });
    expect(groups).not.toHaveProperty('simulated.testSeed');
  });

  it('trains and measures a baseline beside the result, as the run began', async () => {
    const begun = work({ folder: join(folder, 'begun'), baselines: ['AESTHETIC'] });
    const earlier = anotherWorld(begun);

    const { metrics, dataSnapshotHash } = await trainTask(begun, thread());

    const names = metrics.map(({ name }) => name);
    for (const label of ['Aesthetic', 'parent']) expect(names).toContain(`GAUC, seen merchants, ${label}`);
    expect(dataSnapshotHash).toBe((await groupsOf(earlier)).snapshotHash);
    expect(dataSnapshotHash).not.toBe((await groupsOf(trainingRecipe(begun))).snapshotHash);
  });
});

describe('the pictures of simulated runs', () => {
  const ranges = (recipe: Pick<Recipe, 'pictures'>) => {
    const { first, count, heldOut } = recipe.pictures;
    return { trains: [first, first + count], tests: [first + count, first + count + heldOut] } as const;
  };
  const runs = () =>
    [1, 300, 5_000].flatMap((groups) => [
      ranges(trainingRecipe(work({ dataset: { simulated: { groups, seed: 1 } } }))),
      ranges(evaluationRecipe({ simulated: { groups, seed: 1 } }, SIZE)),
    ]);

  it('test no model on what another run trained it on', () => {
    for (const { tests } of runs())
      for (const { trains } of runs()) expect(tests[0]).toBeGreaterThanOrEqual(trains[1]);
  });

  it('are none that the demonstration was trained or tuned on', () => {
    const { pictures } = readRecipe(join(DEMONSTRATION_FOLDER, 'recipe.json'));

    for (const { trains } of runs())
      expect(trains[0]).toBeGreaterThanOrEqual(pictures.first + pictures.count + pictures.heldOut);
  });
});

describe('the recipe of an evaluation', () => {
  it('measures on other groups by another seed', async () => {
    const asked = (seed: number) => groupsOf(evaluationRecipe({ simulated: { groups: 10, seed } }, SIZE));
    const [one, same, other] = [await asked(1), await asked(1), await asked(2)];

    expect(same).toEqual(one);
    expect(other.tests).not.toEqual(one.tests);
    expect(other.snapshotHash).not.toBe(one.snapshotHash);
  });
});
