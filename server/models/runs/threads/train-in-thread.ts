import type { ModelTask } from '../../compute/model-task.js';
import { keptRecipe, runContext, type TrainingPoint, trainRecipe } from '../../training/index.js';
import type { ModelMetric } from '../../versions/model-facts.type.js';
import { appendPoint } from './curve-file.js';
import { rankingOf, toModelMetric } from './measure.js';
import { trainingRecipe } from './run-recipe.js';
import { tellDivergence } from './tell-divergence.js';
import type { TrainingWork } from './training-work.js';

export interface TrainedModel {
  /** Folder of the whole model, as it is registered. */
  readonly path: string;
  readonly metrics: readonly ModelMetric[];
  readonly dataSnapshotHash: string;
}

/** Messages of a training while it runs. */
export type TrainingMessage =
  | { readonly point: TrainingPoint }
  | { readonly line: string }
  /** The loss ran away; the error that says so follows. */
  | { readonly diverged: true };

/**
 * Trains. Every point of the loss curve is stored with the checkpoints before its message is sent. A run that goes on keeps to the recipe
 * that it began with, whatever the demonstration's world or the defaults have become since.
 */
export const trainTask: ModelTask<TrainingWork, TrainedModel, TrainingMessage> = async (
  work,
  { backend, post },
) => {
  const { folder } = work;
  const recipe = keptRecipe(folder) ?? trainingRecipe(work);
  const options = {
    folder,
    backend,
    report: (point: TrainingPoint) => {
      appendPoint(folder, point);
      post({ point });
    },
    log: (line: string) => post({ line }),
  };
  const { packages, metrics, dataSnapshotHash } = await tellDivergence(post, () =>
    trainRecipe(recipe, options),
  );
  const measured = metrics.map(toModelMetric);
  if (!packages.reward) return { path: packages.generator!, metrics: measured, dataSnapshotHash };
  const data = await runContext(recipe, options).groups(recipe.pictures.size);
  const parent = ofParent(rankingOf(work.parent, data, backend));
  return { path: packages.reward, metrics: [...measured, ...parent], dataSnapshotHash };
};

/** The same groups through the parent, for comparison; what an oracle reaches is the same for both. */
const ofParent = (metrics: readonly ModelMetric[]): ModelMetric[] =>
  metrics
    .filter(({ name }) => !name.includes('oracle'))
    .map((metric) => ({ ...metric, name: `${metric.name}, parent` }));
