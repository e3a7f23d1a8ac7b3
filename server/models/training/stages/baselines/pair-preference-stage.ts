import { groupPreferenceObjective, noiseSchedule, wholeDenoiser } from '../../../../perfusion/index.js';
import { pairsOf } from '../../data/group-batches.js';
import type { StageOf } from '../../recipe-stages.js';
import { parentFolder, runTraining, type StageContext } from '../../stage-context.js';
import { copied, generatorGroups, saveTuned } from '../generator-groups.js';
import { disposeParts, loadedGenerator } from '../weights.js';

/**
 * Trains a whole U-Net by Diffusion-DPO on pairs of the pictures of a group: a baseline that knows no merchant. A pair
 * is a group of two, for which the group preference objective is Diffusion-DPO's (equation 19).
 */
export async function pairPreferenceStage(
  stage: StageOf<'pairPreference'>,
  context: StageContext,
): Promise<void> {
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
