import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll } from '@jest/globals';
import { trainingRecipe } from '../../../../../server/models/runs/threads/run-recipe.js';
import type { TrainingWork } from '../../../../../server/models/runs/threads/training-work.js';
import { type Recipe, runContext } from '../../../../../server/models/training/index.js';
import {
  type Backend,
  saveGeneratorFolder,
  saveRewardFolder,
  startBackend,
} from '../../../../../server/perfusion/index.js';
import { temporaryFolder, tinyGenerator, tinyReward } from '../../../../support/perfusion/model-folders.js';

/** Side of the pictures of the tiny models. */
export const SIZE = 16;

/** What a thread is given to train a tiny model, and what it trains on: call inside tests but for the names. */
export function useSmallWork() {
  const folder = temporaryFolder();
  const [reward, generator] = [join(folder, 'reward'), join(folder, 'generator')];
  let backend: Backend;
  beforeAll(async () => {
    backend = await startBackend({ forced: 'wasm' });
    saveRewardFolder(reward, tinyReward());
    saveGeneratorFolder(generator, tinyGenerator());
  });

  const work = (change: Partial<TrainingWork> = {}): TrainingWork => ({
    kind: 'REWARD',
    method: 'PERSONAL',
    baselines: [],
    name: 'test',
    dataset: { simulated: { groups: 10, seed: 3 } },
    steps: 1,
    groupsPerStep: 2,
    learningRate: 1e-3,
    seed: 1,
    parent: reward,
    built: {},
    folder: join(folder, 'run'),
    ...change,
  });

  return {
    folder,
    reward,
    generator,
    work,
    thread: () => ({ backend, post: () => {}, throwIfCancelled: () => {} }),
    groupsOf: (recipe: Recipe) => runContext(recipe, { folder: join(folder, 'data'), backend }).groups(SIZE),
  };
}

/** Leaves a run as begun when the world of the demonstration was another. @returns the recipe that it began with */
export function anotherWorld(run: TrainingWork): Recipe {
  const recipe = trainingRecipe(run);
  if (!recipe.groups || !('simulated' in recipe.groups)) throw new Error('The run simulates no groups.');
  const earlier = { ...recipe, groups: { simulated: { ...recipe.groups.simulated, temperature: 0.9 } } };
  mkdirSync(run.folder);
  writeFileSync(join(run.folder, 'recipe.json'), JSON.stringify(earlier));
  return earlier;
}
