import { z } from 'zod';
import { groupPreferenceObjective, noiseSchedule, wholeDenoiser } from '../../../../perfusion/index.js';
import { pairsOf } from '../../data/group-batches.js';
import { count, fraction, pattern } from '../../fields.js';
import type { TrainingObjective } from '../objective.js';
import { fromGroups, stageSettings } from '../settings.js';
import { parentFolder, runTraining, type StageContext } from '../stage-context.js';
import { disposeParts, loadedGenerator } from '../weights.js';
import { copied, generatorGroups, saveTuned } from './generator-groups.js';

const settings = stageSettings('pairPreference', {
  ...fromGroups,
  beta: z.number().positive(),
  trains: pattern.default('.'),
  promptDrop: fraction.default(0.2),
  /** Most pictures whose activations are held at once; all if left out. */
  pictureLimit: count.optional(),
});

type PairPreferenceStage = z.infer<typeof settings>;

/**
 * Trains a whole U-Net by Diffusion-DPO on pairs of the pictures of a group: a baseline that knows no merchant. A pair
 * is a group of two, for which the group preference objective is Diffusion-DPO's (equation 19).
 */
export const pairPreference: TrainingObjective<typeof settings> = {
  settings,
  data: 'groups',
  produces: 'generator',
  needs: ({ parent }) => [[parent, 'generator']],
  train,
};

async function train(stage: PairPreferenceStage, context: StageContext): Promise<void> {
  const parent = loadedGenerator(parentFolder(context, stage.parent), context.backend);
  const { unet, config } = parent;
  const reference = copied(unet);
  const {
    snapshotHash: data,
    empty,
    batch,
  } = await generatorGroups(stage, context, { parent, choose: pairsOf });
  await runTraining(context, stage, {
    data,
    objective: groupPreferenceObjective(
      wholeDenoiser(unet, { reference, trains: new RegExp(stage.trains) }),
      {
        schedule: noiseSchedule(config.scheduler.schedule),
        beta: stage.beta,
        drops: { prompt: { probability: stage.promptDrop, replacement: empty } },
        ...(stage.pictureLimit === undefined ? {} : { pictureLimit: stage.pictureLimit }),
      },
    ),
    batch,
  });
  saveTuned(stage, context, parent);
  empty.dispose();
  reference.dispose();
  disposeParts(parent);
}
