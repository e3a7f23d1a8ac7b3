import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { type Backend, ModelError } from '../../perfusion/index.js';
import { type GarmentPictures, garmentPictures } from './data/garment-pictures.js';
import { loadedData } from './data/loaded-data.js';
import { simulatedData } from './data/preference-data.js';
import { requireBaselines } from './evaluation/baseline-folders.js';
import { dataHash, measureModels } from './evaluation/measure-models.js';
import { packModels } from './pack-models.js';
import { parseRecipe, type Recipe } from './recipe.js';
import type { Stage } from './recipe-stages.js';
import {
  type GroupsWithPictures,
  modelFolder,
  type StageContext,
  stageFolder,
  writeWhole,
} from './stage-context.js';
import { autoencoderStage } from './stages/autoencoder-stage.js';
import { comparisonsStage } from './stages/baselines/comparisons-stage.js';
import { likedPicturesStage } from './stages/baselines/liked-pictures-stage.js';
import { pairPreferenceStage } from './stages/baselines/pair-preference-stage.js';
import { ratingsStage } from './stages/baselines/ratings-stage.js';
import { stepPreferenceStage } from './stages/baselines/step-preference-stage.js';
import { stepRewardStage } from './stages/baselines/step-reward-stage.js';
import { contrastiveStage } from './stages/contrastive-stage.js';
import { denoisingStage } from './stages/denoising-stage.js';
import { groupPreferenceStage } from './stages/group-preference-stage.js';
import { noteOrigin } from './stages/origin-note.js';
import { personalRewardStage } from './stages/personal-reward-stage.js';
import { picksStage } from './stages/picks-stage.js';
import type { TrainingOutcome, TrainingPoint } from './training-outcome.js';

export interface TrainingOptions {
  /** Where pictures, checkpoints and models are kept; a run goes on with what it finds there. */
  readonly folder: string;
  /** What `startBackend` returned. */
  readonly backend: Backend;
  readonly signal?: AbortSignal | undefined;
  readonly report?: (point: TrainingPoint) => void;
  readonly log?: (line: string) => void;
}

/**
 * Trains the stages of a recipe one after the other, packs the resulting models and measures
 * them. A stage that is done is left alone, and one that was interrupted goes on at its last
 * checkpoint, with the numbers of an uninterrupted run.
 *
 * @throws {ModelError} if the folder belongs to another recipe, a baseline is none, or training diverges
 * @throws the signal's reason once it aborts
 */
export async function trainRecipe(recipe: Recipe, options: TrainingOptions): Promise<TrainingOutcome> {
  await trainStages(recipe, options);
  return finishTraining(recipe, options);
}

/** Packs and measures the models of a recipe whose stages are all done; the measures also go into `metrics.json`. */
export async function finishTraining(recipe: Recipe, options: TrainingOptions): Promise<TrainingOutcome> {
  const context = stageContext(recipe, options);
  const packages = packModels(context);
  const metrics = await measureModels(context, packages);
  writeFileSync(join(options.folder, 'metrics.json'), JSON.stringify(metrics, null, 2));
  return { packages, metrics, dataSnapshotHash: await dataHash(context) };
}

/** Trains stages only: those of `options.only`, or all. */
export async function trainStages(
  recipe: Recipe,
  options: TrainingOptions & { readonly only?: readonly string[] },
): Promise<void> {
  beginTraining(recipe, options.folder);
  const context = stageContext(recipe, options);
  for (const stage of recipe.stages) {
    if (options.only?.includes(stage.name) === false) continue;
    await trainOnce(stage, context);
  }
}

/**
 * Takes a folder for a recipe, before anything is drawn or trained.
 *
 * @throws {ModelError} if the folder belongs to another recipe, or a baseline is none
 */
export function beginTraining(recipe: Recipe, folder: string): void {
  requireBaselines(recipe);
  claimFolder(folder, recipe);
}

/** Whether there is nothing left to train of a stage. */
export const isDone = (folder: string, stage: string): boolean => existsSync(donePath({ folder }, stage));

const donePath = (context: Pick<StageContext, 'folder'>, stage: string) =>
  join(stageFolder(context, stage), 'done');

async function trainOnce(stage: Stage, context: StageContext): Promise<void> {
  if (isDone(context.folder, stage.name)) return;
  context.log(`Stage ${stage.name}: ${stage.optimisation.steps} steps`);
  await train(stage, context);
  noteOrigin(modelFolder(context, stage.name), context.recipe, stage.name);
  writeFileSync(donePath(context, stage.name), '');
}

function train(stage: Stage, context: StageContext): Promise<void> {
  switch (stage.objective) {
    case 'autoencoder':
      return autoencoderStage(stage, context);
    case 'contrastive':
      return contrastiveStage(stage, context);
    case 'denoising':
      return denoisingStage(stage, context);
    case 'picks':
      return picksStage(stage, context);
    case 'personalReward':
      return personalRewardStage(stage, context);
    case 'groupPreference':
      return groupPreferenceStage(stage, context);
    case 'comparisons':
      return comparisonsStage(stage, context);
    case 'ratings':
      return ratingsStage(stage, context);
    case 'pairPreference':
      return pairPreferenceStage(stage, context);
    case 'likedPictures':
      return likedPicturesStage(stage, context);
    case 'stepReward':
      return stepRewardStage(stage, context);
    case 'stepPreference':
      return stepPreferenceStage(stage, context);
  }
}

const pathOf = (folder: string) => join(folder, 'recipe.json');

/**
 * The recipe whose training a folder holds, with the defaults of today for what it does not say; null where there is
 * none.
 *
 * @throws {ModelError} if it is no recipe any more
 */
export function keptRecipe(folder: string): Recipe | null {
  const path = pathOf(folder);
  return existsSync(path) ? parseRecipe(JSON.parse(readFileSync(path, 'utf8')), path) : null;
}

/** A folder holds the stages of one recipe. */
function claimFolder(folder: string, recipe: Recipe): void {
  mkdirSync(folder, { recursive: true });
  const kept = keptRecipe(folder);
  if (!kept) writeWhole(pathOf(folder), JSON.stringify(recipe, null, 2));
  else if (!isDeepStrictEqual(asJson(kept), asJson(recipe)))
    throw new ModelError(`${folder} holds the training of another recipe; name another folder.`);
}

/** What a file keeps of a recipe. */
const asJson = (recipe: Recipe): unknown => JSON.parse(JSON.stringify(recipe));

/** What stages work with; pictures and groups are made once. */
export function stageContext(recipe: Recipe, options: TrainingOptions): StageContext {
  const { folder, backend, signal, report = () => {}, log = () => {} } = options;
  const sets = new Map<number, Promise<GarmentPictures>>();
  const groups = new Map<number, Promise<GroupsWithPictures>>();
  const garments = (size: number) =>
    once(sets, size, () => drawn(recipe, { folder: dataFolder(folder), size, signal, log }));
  return {
    recipe,
    folder,
    backend,
    signal,
    report,
    log,
    pictures: () => garments(recipe.pictures.size),
    groups: (size) => once(groups, size, () => groupsOf(recipe, size, () => garments(size))),
  };
}

/** Pictures depend on their number and size alone, so stages and runs share them. */
function dataFolder(folder: string): string {
  const path = join(folder, 'pictures');
  mkdirSync(path, { recursive: true });
  return path;
}

function once<T>(made: Map<number, Promise<T>>, key: number, make: () => Promise<T>): Promise<T> {
  const value = made.get(key) ?? make();
  made.set(key, value);
  return value;
}

function drawn(
  { pictures: { first, count, heldOut } }: Recipe,
  { log, ...request }: Pick<StageContext, 'log' | 'signal'> & { folder: string; size: number },
): Promise<GarmentPictures> {
  const onDraw = (missing: number) => log(`Drawing ${missing} garment pictures of ${request.size} pixels`);
  return garmentPictures({ ...request, first, count: count + heldOut, onDraw });
}

async function groupsOf(
  { groups, pictures: { count } }: Recipe,
  size: number,
  garments: () => Promise<GarmentPictures>,
): Promise<GroupsWithPictures> {
  if (!groups) throw new Error('A recipe was not checked: it has no groups.');
  if ('folder' in groups) return loadedData(groups, size);
  const pictures = await garments();
  const data = simulatedData(groups.simulated, { garments: pictures.garments, split: count });
  return { ...data, pictures };
}
