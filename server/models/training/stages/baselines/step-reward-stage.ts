import {
  noiseSchedule,
  StepAwareReward,
  saveRewardFolder,
  stepRewardObjective,
} from '../../../../perfusion/index.js';
import { labelled, pairsOf } from '../../data/group-batches.js';
import type { StageOf } from '../../recipe-stages.js';
import { modelFolder, parentFolder, runTraining, type StageContext } from '../../stage-context.js';
import { idsOf } from '../contrastive-stage.js';
import { generatorGroups } from '../generator-groups.js';
import { disposeParts, loadedGenerator, loadedReward } from '../weights.js';
import { saveHead } from './reward-head.js';

/** Trains SPO's judge: a CLIP that compares the pictures of a pair as a frozen U-Net predicts them half-way. */
export async function stepRewardStage(stage: StageOf<'stepReward'>, context: StageContext): Promise<void> {
  const { clip, tokenizer, parts } = loadedReward(parentFolder(context, stage.parent), context.backend);
  const generator = loadedGenerator(parentFolder(context, stage.generator), context.backend);
  const { unet, autoencoder, config } = generator;
  const model = new StepAwareReward(clip, stage.waveSize);
  model.initialise(context.recipe.seed);
  const groups = await generatorGroups(stage, context, { parent: generator, choose: pairsOf });
  groups.empty.dispose();
  const schedule = noiseSchedule(config.scheduler.schedule);
  await runTraining(context, stage, {
    data: groups.snapshotHash,
    objective: stepRewardObjective(
      model,
      { unet, autoencoder, schedule },
      { trains: new RegExp(stage.trains) },
    ),
    batch: (index) => {
      const batch = groups.batch(index);
      return { ...batch, ids: idsOf(tokenizer, batch.prompts), ...labelled(batch.groups) };
    },
  });
  const path = modelFolder(context, stage.name);
  saveRewardFolder(path, { clip, tokenizer });
  saveHead(path, { kind: 'stepReward', waveSize: stage.waveSize }, model);
  model.dispose();
  disposeParts({ parts });
  disposeParts(generator);
}
