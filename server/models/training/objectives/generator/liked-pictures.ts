import type { z } from 'zod';
import { denoisingObjective, noiseSchedule, wholeDenoiser } from '../../../../perfusion/index.js';
import { likedOf } from '../../data/group-batches.js';
import { fraction, pattern } from '../../fields.js';
import type { TrainingObjective } from '../objective.js';
import { fromGroups, stageSettings } from '../settings.js';
import { parentFolder, runTraining, type StageContext } from '../stage-context.js';
import { disposeParts, loadedGenerator } from '../weights.js';
import { generatorGroups, saveTuned } from './generator-groups.js';

const settings = stageSettings('likedPictures', {
  ...fromGroups,
  trains: pattern.default('.'),
  promptDrop: fraction.default(0.2),
});

type LikedPicturesStage = z.infer<typeof settings>;

/**
 * Trains a whole U-Net by the diffusion loss on liked pictures only (supervised fine-tuning): a baseline that knows no
 * merchant.
 */
export const likedPictures: TrainingObjective<typeof settings> = {
  settings,
  data: 'groups',
  produces: 'generator',
  needs: ({ parent }) => [[parent, 'generator']],
  train,
};

async function train(stage: LikedPicturesStage, context: StageContext): Promise<void> {
  const parent = loadedGenerator(parentFolder(context, stage.parent), context.backend);
  const {
    snapshotHash: data,
    empty,
    batch,
  } = await generatorGroups(stage, context, { parent, choose: likedOf });
  await runTraining(context, stage, {
    data,
    objective: denoisingObjective(wholeDenoiser(parent.unet, { trains: new RegExp(stage.trains) }), {
      schedule: noiseSchedule(parent.config.scheduler.schedule),
      drops: { prompt: { probability: stage.promptDrop, replacement: empty } },
    }),
    batch,
  });
  saveTuned(stage, context, parent);
  empty.dispose();
  disposeParts(parent);
}
