import { z } from 'zod';
import {
  noiseSchedule,
  StepAwareReward,
  saveRewardFolder,
  stepRewardObjective,
} from '../../../../perfusion/index.js';
import { labelled, pairsOf } from '../../data/group-batches.js';
import { idsOf } from '../../data/prompt-ids.js';
import { pattern } from '../../fields.js';
import type { TrainingObjective } from '../objective.js';
import { saveHead } from '../reward/reward-head.js';
import { fromGroups, Parent, stageSettings } from '../settings.js';
import { modelFolder, parentFolder, runTraining, type StageContext } from '../stage-context.js';
import { disposeParts, loadedGenerator, loadedReward } from '../weights.js';
import { generatorGroups } from './generator-groups.js';

const settings = stageSettings('stepReward', {
  ...fromGroups,
  /** The frozen generator whose half-drawn pictures are compared. */
  generator: Parent,
  trains: pattern.default('.'),
  /** Length of the timestep's sines and cosines. */
  waveSize: z.int().min(2).multipleOf(2),
});

type StepRewardStage = z.infer<typeof settings>;

/** Trains SPO's judge: a CLIP that compares the pictures of a pair as a frozen U-Net predicts them half-way. */
export const stepReward: TrainingObjective<typeof settings> = {
  settings,
  data: 'groups',
  produces: 'judge of SPO',
  needs: ({ parent, generator }) => [
    [parent, 'reward model'],
    [generator, 'generator'],
  ],
  train,
};

async function train(stage: StepRewardStage, context: StageContext): Promise<void> {
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
