import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { requireBaselines } from './evaluation/baseline-folders.js';
import { dataHash, measureModels } from './evaluation/measure-models.js';
import { modelFolder, type StageContext, stageFolder } from './objectives/stage-context.js';
import { packModels } from './pack-models.js';
import { claimFolder } from './recipe/kept-recipe.js';
import { noteOrigin } from './recipe/origin.js';
import type { Recipe } from './recipe/recipe.js';
import { type RunContext, runContext, type TrainingOptions } from './recipe/run-context.js';
import { objectiveOf, type Stage } from './recipe/stages.js';
import type { TrainingOutcome } from './training-outcome.js';

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
  const context = runContext(recipe, options);
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
  const context = runContext(recipe, options);
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

async function trainOnce(stage: Stage, context: RunContext): Promise<void> {
  if (isDone(context.folder, stage.name)) return;
  context.log(`Stage ${stage.name}: ${stage.optimisation.steps} steps`);
  await objectiveOf(stage).train(stage, context);
  noteOrigin(modelFolder(context, stage.name), context.recipe, stage.name);
  writeFileSync(donePath(context, stage.name), '');
}
