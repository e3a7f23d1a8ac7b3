import * as tf from '@tensorflow/tfjs-core';
import type { z } from 'zod';
import { ratingsObjective, saveRewardFolder } from '../../../../perfusion/index.js';
import type { TrainingObjective } from '../objective.js';
import { fromGroups, stageSettings } from '../settings.js';
import { modelFolder, parentFolder, runTraining, type StageContext } from '../stage-context.js';
import { disposeParts, loadedReward } from '../weights.js';
import { cachedEmbeddings } from './cached-embeddings.js';
import { rewardGroups } from './reward-groups.js';
import { aestheticHead, newPredictor, saveHead } from './reward-head.js';

const settings = stageSettings('ratings', { ...fromGroups, model: aestheticHead });

type RatingsStage = z.infer<typeof settings>;

/**
 * Trains an aesthetic predictor on a frozen vision tower, without prompt or merchant. A showing of a picture rates it 1
 * where it was liked and 0 where not, so that the predictor comes to the share of showings in which it is liked.
 */
export const ratings: TrainingObjective<typeof settings> = {
  settings,
  data: 'groups',
  produces: 'reward baseline',
  needs: ({ parent }) => [[parent, 'reward model']],
  train,
};

async function train(stage: RatingsStage, context: StageContext): Promise<void> {
  const parent = loadedReward(parentFolder(context, stage.parent), context.backend);
  const { clip, tokenizer } = parent;
  const predictor = newPredictor(stage.model, clip);
  predictor.initialise(context.recipe.seed);
  const { pictures, snapshotHash: data, batch } = await rewardGroups(stage, context, parent);
  const embeddingsOf = cachedEmbeddings(clip, pictures);
  await runTraining(context, stage, {
    data,
    objective: ratingsObjective(predictor),
    batch: (index) => {
      const { groups } = batch(index);
      const embeddings = embeddingsOf(groups.flatMap((group) => group.pictures));
      const liked = groups.flatMap(({ positives }) => positives);
      return { embeddings, ratings: tf.tensor1d(liked.map(Number)) };
    },
  });
  const path = modelFolder(context, stage.name);
  saveRewardFolder(path, { clip, tokenizer });
  saveHead(path, { kind: 'ratings', ...stage.model }, predictor);
  predictor.dispose();
  disposeParts(parent);
}
