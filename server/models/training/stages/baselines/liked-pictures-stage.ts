import { denoisingObjective, noiseSchedule, wholeDenoiser } from '../../../../perfusion/index.js';
import { likedOf } from '../../data/group-batches.js';
import type { StageOf } from '../../recipe-stages.js';
import { parentFolder, runTraining, type StageContext } from '../../stage-context.js';
import { generatorGroups, saveTuned } from '../generator-groups.js';
import { disposeParts, loadedGenerator } from '../weights.js';

/** Trains a whole U-Net by the diffusion loss on liked pictures only (supervised fine-tuning): a baseline that knows no merchant. */
export async function likedPicturesStage(
  stage: StageOf<'likedPictures'>,
  context: StageContext,
): Promise<void> {
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
