import { z } from 'zod';
import {
  type ClipModel,
  type Feature,
  PersonalRewardModel,
  PLUG_IN_FORMS,
  type PlugInDescription,
  personalRewardObjective,
  type RewardBatch,
  rewardConfig,
  saveRewardFolder,
} from '../../../../perfusion/index.js';
import { profileIds } from '../../data/group-batches.js';
import { clipBatch, type PictureSet } from '../../data/picture-set.js';
import { count, fraction } from '../../fields.js';
import type { TrainingObjective } from '../objective.js';
import { fromGroups, stageSettings, userEncoder } from '../settings.js';
import { modelFolder, parentFolder, runTraining, type StageContext } from '../stage-context.js';
import { copyWeights, disposeParts, loadedReward } from '../weights.js';
import { cachedEmbeddings } from './cached-embeddings.js';
import { rewardGroups } from './reward-groups.js';

const settings = stageSettings('personalReward', {
  ...fromGroups,
  form: z.enum(PLUG_IN_FORMS).default('duplicated'),
  adaNet: z.enum(['whole', 'perLayer']).default('whole'),
  hiddenSize: count.default(128),
  ...userEncoder,
  /** Share of groups whose merchant is hidden, so that features alone are learnt too. */
  merchantDrop: fraction.default(0),
});

type PersonalRewardStage = z.infer<typeof settings>;

/** Trains PerFusionRM's plug-ins on a frozen CLIP; plug-ins that the parent has are trained on. */
export const personalReward: TrainingObjective<typeof settings> = {
  settings,
  data: 'groups',
  produces: 'personalised reward model',
  needs: ({ parent }) => [[parent, 'reward model']],
  train,
};

async function train(stage: PersonalRewardStage, context: StageContext): Promise<void> {
  const { seed } = context.recipe;
  const parent = loadedReward(parentFolder(context, stage.parent), context.backend);
  const { clip, tokenizer, plugIn } = parent;
  const { pictures, features, snapshotHash: data, batch } = await rewardGroups(stage, context, parent);
  const description = describe(stage, plugIn?.description.features ?? features);
  const model = new PersonalRewardModel(clip, rewardConfig(description));
  model.initialise(seed);
  if (plugIn) copyWeights(model, plugIn.model);

  const read = profileIds({ features: description.features, drop: stage.merchantDrop, seed });
  const picturesOf = stage.form === 'textOnly' ? embedded(clip, pictures) : shown(pictures);
  await runTraining<RewardBatch>(context, stage, {
    data,
    objective: personalRewardObjective(model),
    batch: (index) => {
      const { groups, ids, places, feedback } = batch(index);
      return { ids, features: model.featureIds(read(groups, index)), ...feedback, ...picturesOf(places) };
    },
  });
  const path = modelFolder(context, stage.name);
  saveRewardFolder(path, { clip, tokenizer, plugIn: { model, description } });
  model.dispose();
  disposeParts(parent);
}

const describe = (stage: PersonalRewardStage, features: readonly Feature[]): PlugInDescription => {
  const { form, adaNet, hiddenSize, embeddingSize, crossLayers, crossType } = stage;
  return { features, form, adaNet, hiddenSize, embeddingSize, crossLayers, crossType };
};

function embedded(clip: ClipModel, pictures: PictureSet) {
  const embeddingsOf = cachedEmbeddings(clip, pictures);
  return (places: readonly number[]) => ({ imageEmbeddings: embeddingsOf(places) });
}

const shown = (pictures: PictureSet) => (places: readonly number[]) => ({
  images: clipBatch(pictures, places),
});
