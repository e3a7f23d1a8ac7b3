import { picksObjective, saveRewardFolder } from '../../../perfusion/index.js';
import { clipBatch } from '../data/picture-set.js';
import type { StageOf } from '../recipe-stages.js';
import { modelFolder, parentFolder, runTraining, type StageContext } from '../stage-context.js';
import { rewardGroups } from './reward-groups.js';
import { disposeParts, loadedReward } from './weights.js';

/** Fine-tunes CLIP on everybody's picks, as PickScore (all weights) or HPS (the last layers): a baseline that knows no merchant. */
export async function picksStage(stage: StageOf<'picks'>, context: StageContext): Promise<void> {
  const parent = loadedReward(parentFolder(context, stage.parent), context.backend);
  const { clip, tokenizer } = parent;
  const { pictures, snapshotHash: data, batch } = await rewardGroups(stage, context, parent);
  await runTraining(context, stage, {
    data,
    objective: picksObjective(clip, { trains: new RegExp(stage.trains) }),
    batch: (index) => {
      const { ids, places, feedback } = batch(index);
      return { ids, images: clipBatch(pictures, places), ...feedback };
    },
  });
  saveRewardFolder(modelFolder(context, stage.name), { clip, tokenizer });
  disposeParts(parent);
}
