import { join } from 'node:path';
import {
  DEMONSTRATION_FOLDER,
  parseRecipe,
  type Recipe,
  readRecipe,
  type SimulatedGroupsSettings,
} from '../../training/index.js';
import type { LocatedDataset } from '../settings/run-settings.js';
import { imageSizeOf } from './measure.js';
import { resultStage, runStages } from './run-stages.js';
import type { TrainingWork } from './training-work.js';

/** Share of a dataset's groups that nothing is trained on: the metrics of a training are measured on them. */
const TEST_SHARE = 0.1;

/** Seeded garments that simulated groups choose from, by how many groups there are. */
const PICTURES_RANGE = { min: 200, max: 4_000 } as const;
const PICTURES_PER_GROUP = 2;
const HELD_OUT_SHARE = 0.5;

/**
 * Pictures before this number train and those from it on test, in every run, so that no run tests a model on pictures
 * that an earlier run trained it on. The demonstration was trained on lower ones yet.
 */
const FIRST_TEST_PICTURE = 30_000;

/**
 * The recipe of a training run: one stage, which trains on from the parent, and one a baseline. What the parent's own
 * personalisation is built as stays as it is.
 *
 * @throws {ModelError} if the parent is built as no recipe can be
 */
export function trainingRecipe({ name, seed, dataset, ...work }: TrainingWork): Recipe {
  const size = imageSizeOf(work.kind, work.parent);
  const testGroups = (groups: number) => Math.ceil(groups * TEST_SHARE);
  const data = dataset.simulated
    ? simulatedGroups(size, { ...dataset.simulated, testGroups: testGroups(dataset.simulated.groups) })
    : folderGroups(size, { folder: dataset.folder, testShare: TEST_SHARE });
  const { stages, baselines } = runStages(work);
  const packages = { [resultStage(work.kind)]: resultStage(work.kind) };
  return parseRecipe({ name, seed, ...data, stages, packages, baselines }, `of the run "${name}"`);
}

/**
 * A recipe that is never trained: all groups of a folder, or as many simulated ones as test groups.
 *
 * @param size height and width of the pictures, in pixels
 */
export function evaluationRecipe(dataset: LocatedDataset, size: number): Recipe {
  const data = dataset.simulated
    ? simulatedGroups(size, { groups: 1, testGroups: dataset.simulated.groups, seed: dataset.simulated.seed })
    : folderGroups(size, { folder: dataset.folder, testShare: 0 });
  const packages = { dataType: 'F32' as const };
  return { name: 'evaluation', seed: 0, ...data, stages: [], packages, baselines: {}, generatedPictures: 0 };
}

type Data = Pick<Recipe, 'groups' | 'pictures'>;

function simulatedGroups(
  size: number,
  counts: Pick<SimulatedGroupsSettings, 'groups' | 'testGroups' | 'seed'>,
): Data {
  const wanted = PICTURES_PER_GROUP * Math.max(counts.groups, counts.testGroups);
  const count = Math.min(PICTURES_RANGE.max, Math.max(PICTURES_RANGE.min, wanted));
  return {
    pictures: {
      first: FIRST_TEST_PICTURE - count,
      count,
      heldOut: Math.ceil(count * HELD_OUT_SHARE),
      size,
    },
    groups: { simulated: { ...demonstrationWorld(), ...counts } },
  };
}

/**
 * Simulated merchants and their tastes: those of the demonstration. Which groups test follows from the seed of a run.
 */
function demonstrationWorld(): Omit<SimulatedGroupsSettings, 'testSeed'> {
  const { groups } = readRecipe(join(DEMONSTRATION_FOLDER, 'recipe.json'));
  if (!groups || !('simulated' in groups))
    throw new Error('The recipe of the demonstration has no simulated groups');
  const { testSeed: _, ...world } = groups.simulated;
  return world;
}

/** A folder brings pictures of its own: no garment is drawn. */
const folderGroups = (
  size: number,
  groups: { readonly folder: string; readonly testShare: number },
): Data => ({
  pictures: { first: 0, count: 1, heldOut: 1, size },
  groups,
});
