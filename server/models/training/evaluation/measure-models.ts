import { createHash } from 'node:crypto';
import { type Profile, readRewardFolder } from '../../../perfusion/index.js';
import { mersenneTwister } from '../../../random/index.js';
import type { DataGroup, GroupsWithPictures } from '../data/preference-data.js';
import { modelFolder } from '../objectives/stage-context.js';
import type { RunContext } from '../recipe/run-context.js';
import type { Metric, TrainingOutcome } from '../training-outcome.js';
import { generatorMetrics } from './evaluate-generator.js';
import { groupScores, type Ranking, rankingMetrics, rewardRankings } from './evaluate-reward.js';
import { headroomMetrics } from './headroom.js';

/** Measures the packed models on groups and prompts that nothing was trained on. */
export async function measureModels(
  context: RunContext,
  { reward, generator }: TrainingOutcome['packages'],
): Promise<Metric[]> {
  if (!context.recipe.groups) return [];
  const rankings = [
    ...(reward === undefined ? [] : await modelRankings(context, reward)),
    ...(await baselineRankings(context)),
  ];
  const rewardMetrics = [
    ...rankings.flatMap(rankingMetrics),
    ...(reward === undefined ? [] : await shuffledMetrics(context, reward)),
    ...headroomMetrics(rankings, Object.keys(context.recipe.baselines)),
  ];
  const count = context.recipe.generatedPictures;
  if (reward === undefined || generator === undefined || count === 0) return rewardMetrics;
  const { tests } = await context.groups(context.recipe.pictures.size);
  if (tests.length === 0) {
    context.log('No images are generated, since there are no test groups to measure them on');
    return rewardMetrics;
  }
  return [...rewardMetrics, ...(await generatorMetrics({ context, reward, generator, count, tests }))];
}

const modelRankings = async (context: RunContext, reward: string): Promise<Ranking[]> =>
  rewardRankings(reward, await groupsFor(context, reward), context.backend);

/** Of every test set by the baselines of the recipe. */
async function baselineRankings(context: RunContext): Promise<Ranking[]> {
  const rankings: Ranking[] = [];
  for (const [label, baseline] of Object.entries(context.recipe.baselines)) {
    context.log(`Measuring ${label}`);
    const path = typeof baseline === 'string' ? modelFolder(context, baseline) : baseline.folder;
    const { tests, pictures } = await groupsFor(context, path);
    for (const { name, groups } of tests) {
      const scores = groupScores(path, { groups, pictures }, context.backend);
      rankings.push({ name: `${name}, ${label}`, groups, scores });
    }
  }
  return rankings;
}

/** The groups, their pictures in the size that a reward model takes. */
const groupsFor = (context: RunContext, reward: string): Promise<GroupsWithPictures> =>
  context.groups(readRewardFolder(reward).clip.config.vision.imageSize);

/** The model with the profile of another merchant: what is left is what all merchants like. */
async function shuffledMetrics(context: RunContext, reward: string): Promise<Metric[]> {
  const { tests, pictures } = await groupsFor(context, reward);
  return tests.slice(0, 1).flatMap(({ name, groups }) => {
    const profileOf = otherProfile(groups);
    const scores = groupScores(reward, { groups, pictures }, context.backend, (_, i) => profileOf(i));
    return rankingMetrics({ name: `${name}, profiles shuffled`, groups, scores }).slice(0, 1);
  });
}

/** A profile of a random group. */
function otherProfile(groups: readonly DataGroup[]): (index: number) => Profile {
  const draws = mersenneTwister(1);
  const places = groups.map(() => draws.below(groups.length));
  return (index) => groups[places[index]!]!.profile;
}

/** SHA-256 of the groups that a recipe's models learn from; where they learn from garments alone, of those. */
export async function dataHash(context: Pick<RunContext, 'recipe' | 'groups'>): Promise<string> {
  const { groups, pictures } = context.recipe;
  if (groups) return (await context.groups(pictures.size)).snapshotHash;
  const { first, count, size } = pictures;
  const garments = `garments ${first} to ${first + count - 1} of ${size} pixels`; // their numbers say all of them
  return createHash('sha256').update(garments).digest('hex');
}
