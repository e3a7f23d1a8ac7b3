import { epochBatches, type RewardFolder } from '../../../../perfusion/index.js';
import { labelled, pairsOf, picturePlaces, promptsOf } from '../../data/group-batches.js';
import { type idsOf, shortIds } from '../../data/prompt-ids.js';
import type { GroupStage } from '../settings.js';
import type { StageContext } from '../stage-context.js';

interface RewardGroups extends Pick<RewardFolder, 'clip' | 'tokenizer'> {
  /** Whether liked pictures are compared with one other at a time; with their whole group if left out. */
  readonly pairs?: boolean | undefined;
  /** Prompts as the text tower takes them; short if left out. */
  readonly numbered?: typeof idsOf;
}

/** The groups that a reward model learns from, and `batch`, which makes the batch with a number. */
export async function rewardGroups(
  stage: GroupStage,
  context: StageContext,
  { clip, tokenizer, pairs = false, numbered = shortIds }: RewardGroups,
) {
  const { seed } = context.recipe;
  const data = await context.groups(clip.config.vision.imageSize);
  const train = pairs ? pairsOf(data.train) : data.train;
  const places = epochBatches({ seed, count: train.length, batchSize: stage.optimisation.batch });
  const prompts = promptsOf(stage, seed);
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
