import type { ModelTask } from '../compute/model-task.js';
import type { Recipe } from './recipe/recipe.js';
import { runContext } from './recipe/run-context.js';
import { finishTraining, trainStages } from './train-recipe.js';
import type { TrainingOutcome, TrainingPoint } from './training-outcome.js';

/** Part of a training, done in a thread. */
export interface StageWork {
  readonly recipe: Recipe;
  readonly folder: string;
  /** Name of the stage; `pictures` and `finish` are what comes before and after all stages. */
  readonly stage: string;
}

/** Messages of a part while it runs. */
export type StageMessage = { readonly point: TrainingPoint } | { readonly line: string };

/** @returns what the training came to, from the last part */
export const trainStageTask: ModelTask<StageWork, TrainingOutcome | null, StageMessage> = async (
  { recipe, folder, stage },
  { backend, post, throwIfCancelled },
) => {
  const options = {
    folder,
    backend,
    report: (point: TrainingPoint) => {
      throwIfCancelled();
      post({ point });
    },
    log: (line: string) => post({ line }),
  };
  if (stage === 'finish') return finishTraining(recipe, options);
  if (stage === 'pictures') await runContext(recipe, options).pictures();
  else await trainStages(recipe, { ...options, only: [stage] });
  return null;
};
