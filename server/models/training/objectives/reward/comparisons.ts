import type { z } from 'zod';
import { ImageTextReward, pairRewardObjective, saveRewardFolder } from '../../../../perfusion/index.js';
import { clipBatch } from '../../data/picture-set.js';
import { idsOf } from '../../data/prompt-ids.js';
import { pattern } from '../../fields.js';
import type { TrainingObjective } from '../objective.js';
import { fromGroups, stageSettings } from '../settings.js';
import { modelFolder, parentFolder, runTraining, type StageContext } from '../stage-context.js';
import { disposeParts, loadedReward } from '../weights.js';
import { rewardGroups } from './reward-groups.js';
import { imageTextHead, saveHead } from './reward-head.js';

const settings = stageSettings('comparisons', {
  ...fromGroups,
  model: imageTextHead,
  /** CLIP's weights that train along; none if left out. */
  towers: pattern.optional(),
});

type ComparisonsStage = z.infer<typeof settings>;

/**
 * Trains a head in which the prompt looks at the picture, as ImageReward, on comparisons of the pictures of a group.
 */
export const comparisons: TrainingObjective<typeof settings> = {
  settings,
  data: 'groups',
  produces: 'reward baseline',
  needs: ({ parent }) => [[parent, 'reward model']],
  train,
};

async function train(stage: ComparisonsStage, context: StageContext): Promise<void> {
  const parent = loadedReward(parentFolder(context, stage.parent), context.backend);
  const { clip, tokenizer } = parent;
  const model = new ImageTextReward(clip, stage.model);
  model.initialise(context.recipe.seed);
  // The head attends to what stands after the end as well, so that has to be there always.
  const groups = await rewardGroups(stage, context, { ...parent, numbered: idsOf });
  const towers = stage.towers === undefined ? {} : { towers: new RegExp(stage.towers) };
  await runTraining(context, stage, {
    data: groups.snapshotHash,
    objective: pairRewardObjective(model, towers),
    batch: (index) => {
      const { ids, places, feedback } = groups.batch(index);
      return { ids, images: clipBatch(groups.pictures, places), ...feedback };
    },
  });
  const path = modelFolder(context, stage.name);
  saveRewardFolder(path, { clip, tokenizer });
  saveHead(path, { kind: 'comparisons', ...stage.model }, model);
  model.dispose();
  disposeParts(parent);
}
