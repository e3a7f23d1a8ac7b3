import { join } from 'node:path';
import {
  DEMONSTRATION_FOLDER,
  parseRecipe,
  type Recipe,
  readRecipe,
  type SimulatedGroupsSettings,
} from '../../training/index.js';
import type { LocatedDataset } from '../run-settings.js';
import { pictureSizeOf } from './measure.js';
import type { TrainingWork } from './training-work.js';

/** At most so many steps are taken again after a kill. */
const MOST_STEPS_AGAIN = 100;
const CHECKPOINTS = 20;

/** The paper warms up for 500 steps; a short run for a tenth of its own. */
const MOST_WARM_UP = 500;
const WARM_UP_SHARE = 0.1;

/** Share of a dataset's groups that nothing is trained on: the metrics of a training are measured on them. */
const TEST_SHARE = 0.1;

/** How often a merchant stays hidden in training, so that their features alone say something too. */
const MERCHANT_DROP = 0.1;

/** Tie of a generator to its parent; Diffusion-DPO takes 2000 to 5000. */
const BETA = 2_000;

/** Pictures whose activations are held at once, which bounds memory whatever the size of a step. */
const PICTURE_LIMIT = 20;

/** Seeded garments that simulated groups choose from, by how many groups there are. */
const FEWEST_PICTURES = 200;
const MOST_PICTURES = 4_000;
const PICTURES_PER_GROUP = 2;
const HELD_OUT_SHARE = 0.5;

/**
 * The recipe of a training run: one stage, which trains the personalisation on from the parent. What the parent's
 * own personalisation is built as stays as it is.
 *
 * @throws {ModelError} if the parent is built as no recipe can be
 */
export function trainingRecipe({ name, seed, dataset, ...work }: TrainingWork): Recipe {
  const size = pictureSizeOf(work.kind, work.parent);
  const testGroups = (groups: number) => Math.ceil(groups * TEST_SHARE);
  const data = dataset.simulated
    ? simulatedGroups(size, { ...dataset.simulated, testGroups: testGroups(dataset.simulated.groups) })
    : folderGroups(size, { folder: dataset.folder, testShare: TEST_SHARE });
  const stage = stageOf(work);
  const packages = work.kind === 'REWARD' ? { reward: stage.name } : { generator: stage.name };
  return parseRecipe({ name, seed, ...data, stages: [stage], packages }, `of the run "${name}"`);
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
  const count = Math.min(MOST_PICTURES, Math.max(FEWEST_PICTURES, wanted));
  return {
    pictures: { count, heldOut: Math.ceil(count * HELD_OUT_SHARE), size },
    groups: { simulated: { ...demonstrationWorld(), ...counts } },
  };
}

/** Simulated merchants and their tastes: those of the demonstration. */
function demonstrationWorld(): SimulatedGroupsSettings {
  const { groups } = readRecipe(join(DEMONSTRATION_FOLDER, 'recipe.json'));
  if (groups && 'simulated' in groups) return groups.simulated;
  throw new Error('The recipe of the demonstration has no simulated groups');
}

/** A folder brings pictures of its own: no garment is drawn. */
const folderGroups = (
  size: number,
  groups: { readonly folder: string; readonly testShare: number },
): Data => ({
  pictures: { count: 1, heldOut: 1, size },
  groups,
});

type StageWork = Omit<TrainingWork, 'name' | 'seed' | 'dataset'>;

function stageOf({ kind, parent, built, steps, groupsPerStep, learningRate }: StageWork) {
  const shared = {
    ...built,
    parent: { folder: parent },
    merchantDrop: MERCHANT_DROP,
    optimisation: {
      steps,
      batch: groupsPerStep,
      learningRate: {
        schedule: 'constant',
        rate: learningRate,
        warmUpSteps: Math.min(MOST_WARM_UP, Math.floor(steps * WARM_UP_SHARE)),
      },
      checkpointEvery: Math.min(MOST_STEPS_AGAIN, Math.ceil(steps / CHECKPOINTS)),
    },
  };
  return kind === 'REWARD'
    ? { name: 'reward', objective: 'personalReward', ...shared }
    : { name: 'generator', objective: 'groupPreference', beta: BETA, pictureLimit: PICTURE_LIMIT, ...shared };
}
