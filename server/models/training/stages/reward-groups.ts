import { epochBatches, type RewardFolder } from '../../../perfusion/index.js';
import { labelled, pairsOf, picturePlaces, promptsOf } from '../data/group-batches.js';
import type { StageOf } from '../recipe-stages.js';
import type { StageContext } from '../stage-context.js';
import { idsOf, shortIds } from './contrastive-stage.js';

type RewardStage = StageOf<'picks' | 'personalReward' | 'comparisons' | 'ratings'>;

/** The groups that a reward model learns from, and `batch`, which makes the batch with a number. */
export async function rewardGroups(
  stage: RewardStage,
  context: StageContext,
  { clip, tokenizer }: Pick<RewardFolder, 'clip' | 'tokenizer'>,
) {
  const { seed } = context.recipe;
  const data = await context.groups(clip.config.vision.imageSize);
  const train = 'pairs' in stage && stage.pairs ? pairsOf(data.train) : data.train;
  const places = epochBatches({ seed, count: train.length, batchSize: stage.optimisation.batch });
  const prompts = promptsOf(stage, seed);
  // ImageReward's head attends to what stands after the end as well, so that has to be there always.
  const numbered = stage.objective === 'comparisons' ? idsOf : shortIds;
  return {
    ...data,
    batch(index: number) {
      const groups = places(index).map((place) => train[place]!);
      return {
        groups,
        ids: numbered(tokenizer, prompts(groups, index)),
        /** Of the pictures, group after group. */
        places: picturePlaces(groups),
        feedback: labelled(groups),
      };
    },
  };
}
