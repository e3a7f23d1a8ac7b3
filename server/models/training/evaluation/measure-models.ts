import { createHash } from 'node:crypto';
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
  const baselines = await baselineMetrics(context);
  const own = reward === undefined ? [] : await measureReward(context, reward);
  const ranked = [...own, ...baselines];
  const rewardMetrics = [...ranked, ...headroomMetrics(ranked, Object.keys(context.recipe.baselines))];
  const count = context.recipe.generatedPictures;
  if (reward === undefined || generator === undefined || count === 0) return rewardMetrics;
  const { tests } = await context.groups(context.recipe.pictures.size);
  if (tests.length === 0) {
    context.log('No pictures are generated, since there are no test groups to measure them on');
    return rewardMetrics;
  }
  return [...rewardMetrics, ...(await generatorMetrics({ context, reward, generator, count, tests }))];
}

async function measureReward(context: StageContext, reward: string): Promise<Metric[]> {
  const data = await groupsFor(context, reward);
  return [...evaluateReward(reward, data, context.backend), ...shuffledMetrics(context, reward, data)];
}

/** GAUC and MAP of the baselines of the recipe on every test set. */
async function baselineMetrics(context: StageContext): Promise<Metric[]> {
  const metrics: Metric[] = [];
  for (const [label, baseline] of Object.entries(context.recipe.baselines)) {
    context.log(`Measuring ${label}`);
    const path = typeof baseline === 'string' ? modelFolder(context, baseline) : baseline.folder;
    const { tests, pictures } = await groupsFor(context, path);
    for (const { name, groups } of tests) {
      const scores = groupScores(path, { groups, pictures }, context.backend);
      metrics.push(...rankingMetrics(`${name}, ${label}`, groups, scores));
    }
  }
  return metrics;
}

/** The groups, their pictures in the size that a reward model takes. */
const groupsFor = (context: StageContext, reward: string): Promise<GroupsWithPictures> =>
  context.groups(readRewardFolder(reward).clip.config.vision.imageSize);

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
export function headroomMetrics(metrics: readonly Metric[], baselines: readonly string[]): Metric[] {
  const gaucOf = (name: string) => metrics.find((metric) => metric.name === name)?.value;
  return ['seen merchants', 'unseen merchants'].flatMap((name) => {
    const [model, oracle] = [gaucOf(`GAUC, ${name}`), gaucOf(`GAUC, ${name}, oracle`)];
    const best = Math.max(0, ...baselines.map((label) => gaucOf(`GAUC, ${name}, ${label}`) ?? 0));
    if (model === undefined || oracle === undefined || best === 0 || oracle <= best) return [];
    return [{ name: `Share of the oracle's headroom, ${name}`, value: (model - best) / (oracle - best) }];
  });
}

/** SHA-256 of all that a recipe's models learn from. */
export async function dataHash(context: Pick<StageContext, 'recipe' | 'groups'>): Promise<string> {
  const { groups, pictures } = context.recipe;
  if (groups) return (await context.groups(pictures.size)).snapshotHash;
  const garments = `garments ${pictures.count} of ${pictures.size} pixels`; // their numbers say all of them
  return createHash('sha256').update(garments).digest('hex');
}
