import { ImageTextReward, pairRewardObjective, saveRewardFolder } from '../../../../perfusion/index.js';
import { clipBatch } from '../../data/picture-set.js';
import type { StageOf } from '../../recipe-stages.js';
import { modelFolder, parentFolder, runTraining, type StageContext } from '../../stage-context.js';
import { rewardGroups } from '../reward-groups.js';
import { disposeParts, loadedReward } from '../weights.js';
import { saveHead } from './reward-head.js';

/** Trains a head in which the prompt looks at the picture, as ImageReward, on comparisons of the pictures of a group. */
export async function comparisonsStage(stage: StageOf<'comparisons'>, context: StageContext): Promise<void> {
  const parent = loadedReward(parentFolder(context, stage.parent), context.backend);
  const { clip, tokenizer } = parent;
  const model = new ImageTextReward(clip, stage.model);
  model.initialise(context.recipe.seed);
  const { pictures, snapshotHash: data, batch } = await rewardGroups(stage, context, parent);
  await runTraining(context, stage, {
    data,
    objective: pairRewardObjective(
      model,
      stage.towers === undefined ? {} : { towers: new RegExp(stage.towers) },
    ),
    batch: (index) => {
      const { ids, places, feedback } = batch(index);
      return { ids, images: clipBatch(pictures, places), ...feedback };
    },
  });
  const path = modelFolder(context, stage.name);
  saveRewardFolder(path, { clip, tokenizer });
  saveHead(path, { kind: 'comparisons', ...stage.model }, model);
  model.dispose();
  disposeParts(parent);
}
