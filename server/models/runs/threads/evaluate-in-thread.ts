import {
  type Backend,
  type GenerationPipeline,
  openGenerationPipeline,
  openRewardPipeline,
  type RewardPipeline,
  type Sampling,
} from '../../../perfusion/index.js';
import { bootstrapMean } from '../../../statistics/index.js';
import type { ModelTask } from '../../compute/model-task.js';
import { usualSamplingIn } from '../../compute/usual-sampling.js';
import { type DataGroup, merchantsOf, runContext, type TestGroups } from '../../training/index.js';
import type { ModelMetric } from '../../versions/model-facts.type.js';
import type { LocatedDataset } from '../settings/run-settings.js';
import { imageSizeOf, rankingOf, toModelMetric } from './measure.js';
import { evaluationRecipe } from './run-recipe.js';

export interface EvaluationWork {
  readonly kind: 'REWARD' | 'GENERATOR';
  /** Folder of the version to measure. */
  readonly model: string;
  /**
   * Of a generator: folder of its parent, null where it has none or a remote one; and of the reward model that judges.
   */
  readonly parent: string | null;
  readonly reward: string | null;
  readonly dataset: LocatedDataset;
  readonly seed: number;
  /** For images that are drawn once. */
  readonly folder: string;
}

export interface Evaluation {
  readonly metrics: readonly ModelMetric[];
  readonly dataSnapshotHash: string;
}

export interface EvaluationMessage {
  /** Images drawn and judged. */
  readonly done: number;
  readonly total: number;
}

export const evaluateTask: ModelTask<EvaluationWork, Evaluation, EvaluationMessage> = async (
  work,
  { backend, post },
) => {
  const { kind, model, dataset, folder } = work;
  const size = imageSizeOf(kind, model);
  const data = await runContext(evaluationRecipe(dataset, size), { folder, backend }).groups(size);
  const tests = dataset.simulated ? data.tests : [{ name: 'all groups', groups: data.train }];
  const metrics =
    kind === 'REWARD'
      ? rankingOf(model, { tests, pictures: data.pictures }, backend)
      : drawingMetrics(work, tests, { backend, report: post });
  return { metrics, dataSnapshotHash: data.snapshotHash };
};

interface Judging {
  readonly backend: Backend;
  readonly report: (message: EvaluationMessage) => void;
}

/**
 * Mean score of what a generator draws, one image a group, as the reward model sees it with the group's prompt and
 * merchant; and of the parent with the same seeds, so that the difference is one of pairs.
 */
function drawingMetrics(
  { model, parent, reward, seed }: EvaluationWork,
  tests: readonly TestGroups[],
  { backend, report }: Judging,
): ModelMetric[] {
  const paths = [model, ...(parent ? [parent] : [])];
  const judge = openRewardPipeline(reward!, backend);
  const groups = tests.flatMap((test) => test.groups);
  const total = paths.length * groups.length;
  const scores = paths.map((path, m) => {
    const generator = openGenerationPipeline(path, backend);
    const sampling = usualSamplingIn(path);
    const judged = groups.map((group, index) => {
      const score = scoreOf(group, { generator, sampling, judge, seed, index });
      report({ done: m * groups.length + index + 1, total });
      return score;
    });
    generator.dispose();
    return judged;
  });
  judge.dispose();
  return comparisons(tests, scores[0]!, { ofParent: scores[1], seed });
}

interface Drawing {
  readonly generator: GenerationPipeline;
  readonly sampling: Sampling;
  readonly judge: RewardPipeline;
  readonly seed: number;
  readonly index: number;
}

function scoreOf(
  { prompt, profile }: DataGroup,
  { generator, sampling, judge, seed, index }: Drawing,
): number {
  const image = generator.draw({ prompt, profile, seed, index, ...sampling });
  return judge.score({ prompt, profile, images: [image] })[0]!;
}

/** Means on each test set, with 95 % bootstrap intervals clustered by merchant. */
function comparisons(
  tests: readonly TestGroups[],
  scores: readonly number[],
  { ofParent, seed }: { readonly ofParent: readonly number[] | undefined; readonly seed: number },
): ModelMetric[] {
  let at = 0;
  return tests.flatMap(({ name, groups }) => {
    const clusters = merchantsOf(groups);
    const mean = (what: string, valueAt: (place: number) => number) => {
      const values = groups.map((_, place) => valueAt(begin + place));
      return toModelMetric({ name: `${what}, ${name}`, ...bootstrapMean(values, { seed, clusters })! });
    };
    const begin = at;
    at += groups.length;
    const own = mean('mean score', (place) => scores[place]!);
    if (!ofParent) return [own];
    return [
      own,
      mean('mean score of the parent', (place) => ofParent[place]!),
      mean('mean difference to the parent', (place) => scores[place]! - ofParent[place]!),
      mean('share better than the parent', (place) => Number(scores[place]! > ofParent[place]!)),
    ];
  });
}
