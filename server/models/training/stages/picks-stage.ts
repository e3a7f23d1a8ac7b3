import { epochBatches, picksObjective, saveRewardFolder } from '../../../perfusion/index.js';
import { clipBatch } from '../data/picture-set.js';
import type { StageOf } from '../recipe.js';
import { modelFolder, parentFolder, runTraining, type StageContext } from '../stage-context.js';
import { idsOf } from './contrastive-stage.js';
import { labelled, picturePlaces } from './personal-reward-stage.js';
import { disposeParts, loadedReward } from './weights.js';

/** Fine-tunes CLIP on everybody's picks, as PickScore (all weights) or HPS (the last layers): a baseline that knows no merchant. */
export async function picksStage(stage: StageOf<'picks'>, context: StageContext): Promise<void> {
  const { seed } = context.recipe;
  const parent = loadedReward(parentFolder(context, stage.parent), context.backend);
  const { clip, tokenizer } = parent;
  const { train, pictures, snapshotHash: data } = await context.groups(clip.config.vision.imageSize);
  const places = epochBatches({ seed, count: train.length, batchSize: stage.optimisation.batch });
  await runTraining(context, stage, {
    data,
    objective: picksObjective(clip, { trains: new RegExp(stage.trains) }),
    batch: (index) => {
      const groups = places(index).map((place) => train[place]!);
      return {
        ids: idsOf(
          tokenizer,
          groups.map(({ prompt }) => prompt),
        ),
        images: clipBatch(pictures, picturePlaces(groups)),
        ...labelled(groups),
      };
    },
  });
  saveRewardFolder(modelFolder(context, stage.name), { clip, tokenizer });
  disposeParts(parent);
}
