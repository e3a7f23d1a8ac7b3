import { type Profile, readRewardFolder } from '../../../perfusion/index.js';
import { createRandomDraws } from '../../../simulation/index.js';
import type { DataGroup } from '../data/preference-data.js';
import { type GroupsWithPictures, modelFolder, type StageContext } from '../stage-context.js';
import type { Metric, TrainingOutcome } from '../training-outcome.js';
import { generatorMetrics } from './evaluate-generator.js';
import { evaluateReward, groupScores, rankingMetrics } from './evaluate-reward.js';

/** Measures the packed models on groups and prompts that nothing was trained on. */
export async function measureModels(
  context: StageContext,
  { reward, generator }: TrainingOutcome['packages'],
): Promise<Metric[]> {
  if (!context.recipe.groups) return [];
  const rewardMetrics = reward === undefined ? [] : await measureReward(context, reward);
  const count = context.recipe.generatedPictures;
  if (reward === undefined || generator === undefined || count === 0) return rewardMetrics;
  const { tests } = await context.groups(context.recipe.pictures.size);
  return [...rewardMetrics, ...(await generatorMetrics({ context, reward, generator, count, tests }))];
}

async function measureReward(context: StageContext, reward: string): Promise<Metric[]> {
  const { clip } = readRewardFolder(reward);
  const data = await context.groups(clip.config.vision.imageSize);
  const own = evaluateReward(reward, data, context.backend);
  const baselines = Object.entries(context.recipe.baselines).flatMap(([label, stage]) => {
    context.log(`Measuring ${label}`);
    return data.tests.flatMap(({ name, groups }) => {
      const path = modelFolder(context, stage);
      return rankingMetrics(
        `${name}, ${label}`,
        groups,
        groupScores(path, { groups, pictures: data.pictures }, context.backend),
      );
    });
  });
  const shuffled = shuffledMetrics(context, reward, data);
  return [
    ...own,
    ...baselines,
    ...shuffled,
    ...headroomMetrics([...own, ...baselines], context.recipe.baselines),
  ];
}

/** The model asked on behalf of another merchant: what is left is what everybody likes. */
function shuffledMetrics(
  context: StageContext,
  reward: string,
  { tests, pictures }: GroupsWithPictures,
): Metric[] {
  return tests.slice(0, 1).flatMap(({ name, groups }) => {
    const profileOf = otherProfile(groups);
    const scores = groupScores(reward, { groups, pictures }, context.backend, (_, i) => profileOf(i));
    return rankingMetrics(`${name}, profiles shuffled`, groups, scores).slice(0, 1);
  });
}

/** A profile of a random group. */
function otherProfile(groups: readonly DataGroup[]): (index: number) => Profile {
  const draws = createRandomDraws(1);
  const places = groups.map(() => Math.floor(draws.uniform() * groups.length));
  return (index) => groups[places[index]!]!.profile;
}

/** Share of the way from the best un-personalised baseline to the oracle; none where there is no baseline or no way. */
export function headroomMetrics(
  metrics: readonly Metric[],
  baselines: Readonly<Record<string, string>>,
): Metric[] {
  const gaucOf = (name: string) => metrics.find((metric) => metric.name === name)?.value;
  return ['seen merchants', 'unseen merchants'].flatMap((name) => {
    const [model, oracle] = [gaucOf(`GAUC, ${name}`), gaucOf(`GAUC, ${name}, oracle`)];
    const best = Math.max(
      0,
      ...Object.keys(baselines).map((label) => gaucOf(`GAUC, ${name}, ${label}`) ?? 0),
    );
    if (model === undefined || oracle === undefined || best === 0 || oracle <= best) return [];
    return [{ name: `Share of the oracle's headroom, ${name}`, value: (model - best) / (oracle - best) }];
  });
}

/** SHA-256 of all that a recipe's models learn from. */
export async function dataHash(context: StageContext): Promise<string> {
  const { groups, pictures } = context.recipe;
  if (!groups) return `garments ${pictures.count} of ${pictures.size} pixels`;
  const { snapshotHash } = await context.groups(pictures.size);
  return snapshotHash;
}
