import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { isName } from '../../../catalog/index.js';
import {
  DomainError,
  invalidInput,
  NAME_LENGTH_RANGE,
  requireNumber,
  requireWhole,
} from '../../../platform/index.js';
import { SEED_RANGE } from '../../../random/index.js';
import { SIMULATED_SEED_RANGE } from '../../training/index.js';
import { ModelKind } from '../../versions/model-kind.js';
import type { RunDatasetInput, StartEvaluationInput, StartTrainingInput } from '../run.input.js';
import {
  GROUPS_PER_STEP_RANGE,
  LEARNING_RATE_RANGE,
  SIMULATED_GROUPS_RANGE,
  TRAINING_STEPS_RANGE,
} from './run-ranges.js';
import { RewardBaseline, TRAINING_METHODS, TrainingMethod } from './training-method.js';

const GROUPS_PER_STEP = 8;
const SEED = 1;

const Dataset = z.union([
  z.object({ simulated: z.object({ groups: z.number(), seed: z.number() }) }),
  z.object({ folder: z.string() }),
]);

/** Preference groups of simulated merchants, or of a folder by its name. */
export type Dataset = z.infer<typeof Dataset>;

export const TrainingSettings = z.object({
  kind: z.enum(ModelKind),
  method: z.enum(TrainingMethod).default(TrainingMethod.PERSONAL),
  baselines: z.array(z.enum(RewardBaseline)).default([]),
  name: z.string(),
  dataset: Dataset,
  steps: z.number(),
  groupsPerStep: z.number(),
  learningRate: z.number(),
});

/** What a training run keeps of its request, beside parent and seed. */
export type TrainingSettings = z.infer<typeof TrainingSettings>;

export const EvaluationSettings = z.object({ kind: z.enum(ModelKind), dataset: Dataset });

/** What an evaluation run keeps of its request, beside version and seed. */
export type EvaluationSettings = z.infer<typeof EvaluationSettings>;

/** @throws {DomainError} INVALID_INPUT that says what to change */
export function trainingSettings(request: StartTrainingInput): TrainingSettings {
  const { kind, steps } = request;
  const name = request.name.trim();
  const groupsPerStep = request.groupsPerStep ?? GROUPS_PER_STEP;
  const method = request.method ?? TrainingMethod.PERSONAL;
  const baselines = [...new Set(request.baselines ?? [])];
  const usualRate = usualRateOf(method, kind);
  const learningRate = request.learningRate ?? usualRate;
  if (!isName(name))
    throw invalidInput(`The name of the version must have 1 to ${NAME_LENGTH_RANGE.max} characters`);
  if (baselines.length > 0 && kind !== ModelKind.REWARD)
    throw invalidInput('Baselines are compared with a reward model: leave them out for a generator');
  requireWhole('steps', steps, TRAINING_STEPS_RANGE);
  requireWhole('groupsPerStep', groupsPerStep, GROUPS_PER_STEP_RANGE);
  requireNumber('learningRate', learningRate, LEARNING_RATE_RANGE);
  return {
    kind,
    method,
    baselines,
    name,
    dataset: datasetOf(request.dataset),
    steps,
    groupsPerStep,
    learningRate,
  };
}

/** @throws {DomainError} INVALID_INPUT for a method of the other kind */
function usualRateOf(method: TrainingMethod, kind: ModelKind): number {
  const rate = TRAINING_METHODS[method][kind];
  if (rate !== undefined) return rate;
  const fitting = Object.values(TrainingMethod).filter((one) => kind in TRAINING_METHODS[one]);
  throw invalidInput(`${method} trains no ${kind} model: take one of ${fitting.join(', ')}`);
}

/** @throws {DomainError} INVALID_INPUT that says what to change */
export const evaluationSettings = (
  kind: ModelKind,
  { dataset }: StartEvaluationInput,
): EvaluationSettings => ({
  kind,
  dataset: datasetOf(dataset),
});

/** Seed of a run; 1 by default. @throws {DomainError} INVALID_INPUT */
export function seedOf(seed: number | null | undefined): number {
  requireWhole('seed', seed ?? SEED, SEED_RANGE);
  return seed ?? SEED;
}

function datasetOf({ simulated, folder }: RunDatasetInput): Dataset {
  if (Boolean(simulated) === Boolean(folder)) {
    throw invalidInput('The dataset must be either simulated or a folder: give exactly one of the two');
  }
  if (!simulated) return { folder: folder! };
  requireWhole('dataset.simulated.groups', simulated.groups, SIMULATED_GROUPS_RANGE);
  requireWhole('dataset.simulated.seed', simulated.seed, SIMULATED_SEED_RANGE);
  return { simulated: { groups: simulated.groups, seed: simulated.seed } };
}

/** A dataset as a thread takes it: a folder by its path. */
export type LocatedDataset =
  | Extract<Dataset, { simulated: unknown }>
  | { readonly folder: string; readonly simulated?: undefined };

/**
 * Finds the folder of a dataset.
 *
 * @param datasets path of the folder of all datasets
 * @throws {DomainError} NOT_FOUND where there is no such folder, which says where to put it
 */
export async function locateDataset(datasets: string, dataset: Dataset): Promise<LocatedDataset> {
  if ('simulated' in dataset) return dataset;
  const { folder } = dataset;
  const path = join(datasets, folder);
  const isThere = IS_NAME.test(folder) && (await stat(path).catch(() => null))?.isDirectory();
  if (isThere) return { folder: path };
  throw new DomainError(
    'NOT_FOUND',
    `There is no dataset "${folder}": put a folder of that name, with NDJSON and images or with PickaPic's parquet ` +
      'files, into models/datasets of the data folder (TOILE_DATA_DIR) of the server',
  );
}

/** Of a folder; never a path. */
const IS_NAME = /^\w[\w. -]*$/;
