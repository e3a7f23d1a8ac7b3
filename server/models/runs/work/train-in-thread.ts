import type { ThreadTask } from '../../compute/thread-task.js';
import type { ModelMetric } from '../../registry/model-facts.type.js';
import { stageContext, type TrainingPoint, trainRecipe } from '../../training/index.js';
import type { LocatedDataset, TrainingSettings } from '../run-settings.js';
import { appendPoint } from './curve-file.js';
import { pictureSizeOf, rankingOf } from './measure.js';
import { trainingRecipe } from './run-recipe.js';

export interface TrainingWork extends Omit<TrainingSettings, 'kind' | 'dataset'> {
  readonly kind: `${TrainingSettings['kind']}`;
  readonly dataset: LocatedDataset;
  /** Folder of the version to train on from; it is only read. */
  readonly parent: string;
  /** What the parent's personalisation is built as: `plugIn` or `pan` of its configuration; empty where it has none. */
  readonly built: Readonly<Record<string, unknown>>;
  readonly seed: number;
  /** Where checkpoints are kept and the trained model is written. */
  readonly folder: string;
}

export interface TrainedModel {
  /** Folder of the whole model, as it is registered. */
  readonly path: string;
  readonly metrics: readonly ModelMetric[];
  readonly dataSnapshotHash: string;
}

/** What a training tells meanwhile. */
export type TrainingMessage = { readonly point: TrainingPoint } | { readonly line: string };

/** Trains, noting every point beside the checkpoints before anybody hears of it. */
export const trainTask: ThreadTask<TrainingWork, TrainedModel, TrainingMessage> = async (
  work,
  { backend, post },
) => {
  const { folder } = work;
  const recipe = trainingRecipe(work);
  const options = {
    folder,
    backend,
    report: (point: TrainingPoint) => {
      appendPoint(folder, point);
      post({ point });
    },
    log: (line: string) => post({ line }),
  };
  const [path] = [...(await trainRecipe(recipe, options)).values()];
  const data = await stageContext(recipe, options).groups(pictureSizeOf(work.kind, path!));
  post({ line: 'Measuring on groups that were kept out of training' });
  const measured = (model: string) => (work.kind === 'REWARD' ? rankingOf(model, data, backend) : []);
  const metrics = [...measured(path!), ...ofParent(measured(work.parent))];
  return { path: path!, metrics, dataSnapshotHash: data.snapshotHash };
};

/** The same groups through the parent, for comparison; what an oracle reaches is the same for both. */
const ofParent = (metrics: readonly ModelMetric[]): ModelMetric[] =>
  metrics
    .filter(({ name }) => !name.includes('oracle'))
    .map((metric) => ({ ...metric, name: `${metric.name}, parent` }));
