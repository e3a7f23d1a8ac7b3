import { z } from 'zod';
import { picksObjective, saveRewardFolder } from '../../../../perfusion/index.js';
import { clipBatch } from '../../data/picture-set.js';
import { pattern } from '../../fields.js';
import type { TrainingObjective } from '../objective.js';
import { fromGroups, stageSettings } from '../settings.js';
import { modelFolder, parentFolder, runTraining, type StageContext } from '../stage-context.js';
import { disposeParts, loadedReward } from '../weights.js';
import { rewardGroups } from './reward-groups.js';

const settings = stageSettings('picks', {
  ...fromGroups,
  trains: pattern.default('.'),
  /** Whether liked pictures are compared with one other at a time, as published, or with their whole group. */
  pairs: z.boolean().optional(),
});

type PicksStage = z.infer<typeof settings>;

/**
 * Fine-tunes CLIP on everybody's picks, as PickScore (all weights) or HPS (the last layers): a baseline that knows no
 * merchant.
 */
export const picks: TrainingObjective<typeof settings> = {
  settings,
  data: 'groups',
  produces: 'reward model',
  needs: ({ parent }) => [[parent, 'reward model']],
  train,
};

async function train(stage: PicksStage, context: StageContext): Promise<void> {
  const parent = loadedReward(parentFolder(context, stage.parent), context.backend);
  const { clip, tokenizer } = parent;
  const {
    pictures,
    snapshotHash: data,
    batch,
  } = await rewardGroups(stage, context, {
    ...parent,
    pairs: stage.pairs,
  });
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
