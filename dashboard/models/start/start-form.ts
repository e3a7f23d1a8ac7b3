import type {
  ModelKind,
  RewardBaseline,
  RunDatasetInput,
  StartEvaluationInput,
  StartTrainingInput,
  TrainingMethod,
} from '../../generated/graphql.js';
import { BASELINE_NAMES, METHOD_NAMES } from '../model-words.js';
import { BATCH_SIZE_RANGE, GROUP_RANGE, type Range, RUN_SEED_RANGE, TRAINING_STEP_RANGE } from '../ranges.js';

type DatasetChoice = 'simulated' | 'folder';

/** What a form holds: a number field is an empty text until something is written. */
type NumberField = number | '';

export interface DatasetValues {
  readonly dataset: DatasetChoice;
  readonly groups: NumberField;
  readonly groupsSeed: NumberField;
  readonly folder: string;
  readonly seed: NumberField;
}

export interface TrainingValues extends DatasetValues {
  readonly kind: ModelKind;
  readonly method: TrainingMethod;
  /** Of a reward model. */
  readonly baselines: readonly RewardBaseline[];
  readonly name: string;
  /** Empty: the version in production. */
  readonly parentId: string;
  readonly steps: NumberField;
  readonly groupsPerStep: NumberField;
  readonly learningRate: NumberField;
}

export interface EvaluationValues extends DatasetValues {
  readonly versionId: string;
}

const GROUPS = { training: 2000, evaluation: 500 };
const STEPS = 300;
/** Groups of another seed than those that the demonstration was trained on. */
const GROUPS_SEED = 7;

const numberOf = (text: string | null, otherwise: NumberField): NumberField =>
  text !== null && text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : otherwise;

const datasetValues = (params: URLSearchParams, groups: number): DatasetValues => ({
  dataset: params.get('folder') ? 'folder' : 'simulated',
  groups: numberOf(params.get('groups'), groups),
  groupsSeed: numberOf(params.get('groupsSeed'), GROUPS_SEED),
  folder: params.get('folder') ?? '',
  seed: numberOf(params.get('seed'), 1),
});

const isIn = <K extends string>(names: Partial<Record<K, string>>, text: string | null): text is K =>
  text !== null && Object.hasOwn(names, text);

/** What is trained, and by which method: what an address says as far as it is understood. */
function kindValues(params: URLSearchParams): Pick<TrainingValues, 'kind' | 'method' | 'baselines'> {
  const kind = params.get('kind') === 'GENERATOR' ? 'GENERATOR' : 'REWARD';
  const method = params.get('method');
  const baselines = params.getAll('baselines').flatMap((names) => names.split(','));
  return {
    kind,
    method: isIn(METHOD_NAMES[kind], method) ? method : 'PERSONAL',
    baselines: baselines.filter((name) => isIn(BASELINE_NAMES, name)),
  };
}

/** How a training begins, out of an address such as `?kind=REWARD&parent=…`. */
export const trainingValues = (params: URLSearchParams): TrainingValues => ({
  ...datasetValues(params, GROUPS.training),
  ...kindValues(params),
  name: params.get('name') ?? '',
  parentId: params.get('parent') ?? '',
  steps: numberOf(params.get('steps'), STEPS),
  groupsPerStep: numberOf(params.get('groupsPerStep'), ''),
  learningRate: numberOf(params.get('learningRate'), ''),
});

export const evaluationValues = (params: URLSearchParams): EvaluationValues => ({
  ...datasetValues(params, GROUPS.evaluation),
  versionId: params.get('version') ?? '',
});

const whole =
  ({ min, max }: Range, mayBeEmpty = false) =>
  (value: NumberField): string | null => {
    if (value === '' && mayBeEmpty) return null;
    return value !== '' && Number.isInteger(value) && value >= min && value <= max
      ? null
      : `A whole number from ${min} to ${max.toLocaleString('en')}`;
  };

const wholeGroups = whole(GROUP_RANGE);
const wholeSeed = whole(RUN_SEED_RANGE);

const datasetChecks = {
  groups: (value: NumberField, { dataset }: DatasetValues) =>
    dataset === 'simulated' ? wholeGroups(value) : null,
  groupsSeed: (value: NumberField, { dataset }: DatasetValues) =>
    dataset === 'simulated' ? wholeSeed(value) : null,
  folder: (value: string, { dataset }: DatasetValues) =>
    dataset === 'simulated' || value.trim() ? null : 'Enter the name of the folder',
  seed: wholeSeed,
};

export const TRAINING_CHECKS = {
  ...datasetChecks,
  name: (value: string) => (value.trim() ? null : 'Enter a version name'),
  steps: whole(TRAINING_STEP_RANGE),
  groupsPerStep: whole(BATCH_SIZE_RANGE, true),
  learningRate: (value: NumberField) =>
    value === '' || (value > 0 && value <= 1) ? null : 'Above 0 and at most 1',
};

export const EVALUATION_CHECKS = {
  ...datasetChecks,
  versionId: (value: string) => (value ? null : 'Choose the version to measure'),
};

const toDataset = ({ dataset, groups, groupsSeed, folder }: DatasetValues): RunDatasetInput =>
  dataset === 'simulated'
    ? { simulated: { groups: Number(groups), seed: Number(groupsSeed) } }
    : { folder: folder.trim() };

const orDefault = (value: NumberField): number | null => (value === '' ? null : value);

/** Checked values as the server takes them. */
export const toTrainingInput = (values: TrainingValues): StartTrainingInput => ({
  kind: values.kind,
  method: values.method,
  baselines: values.kind === 'REWARD' ? [...values.baselines] : null,
  name: values.name.trim(),
  parentId: values.parentId || null,
  dataset: toDataset(values),
  steps: Number(values.steps),
  groupsPerStep: orDefault(values.groupsPerStep),
  learningRate: orDefault(values.learningRate),
  seed: orDefault(values.seed),
});

export const toEvaluationInput = (values: EvaluationValues): StartEvaluationInput => ({
  versionId: values.versionId,
  dataset: toDataset(values),
  seed: orDefault(values.seed),
});
