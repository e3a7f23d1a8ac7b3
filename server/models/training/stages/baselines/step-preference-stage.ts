import {
  noiseSchedule,
  StepAwareReward,
  stepJudge,
  stepPreferenceObjective,
  wholeDenoiser,
} from '../../../../perfusion/index.js';
import type { StageOf } from '../../recipe-stages.js';
import { modelFolder, parentFolder, runTraining, type StageContext } from '../../stage-context.js';
import { idsOf } from '../contrastive-stage.js';
import { copied, generatorGroups, saveTuned } from '../generator-groups.js';
import { disposeParts, loadedGenerator, loadedReward } from '../weights.js';
import { loadedHead } from './reward-head.js';

/**
 * Trains a whole U-Net by SPO on the prompts of the groups: pictures are sampled anew at every step, and the judge that
 * an earlier stage trained chooses between ways of going on. A baseline that knows no merchant.
 */
export async function stepPreferenceStage(
  stage: StageOf<'stepPreference'>,
  context: StageContext,
): Promise<void> {
  const parent = loadedGenerator(parentFolder(context, stage.parent), context.backend);
  const { unet, autoencoder, config } = parent;
  const reference = copied(unet);
  const judges = modelFolder(context, stage.judge.stage);
  const reward = loadedReward(judges, context.backend);
  const judge = loadedHead(judges, reward.clip);
  if (!(judge instanceof StepAwareReward)) throw new Error('A recipe was not checked: its judge is none.');
  const groups = await generatorGroups(stage, context, { parent });
  await runTraining(context, stage, {
    data: groups.snapshotHash,
    objective: stepPreferenceObjective(
      wholeDenoiser(unet, { reference, trains: new RegExp(stage.trains) }),
      stepJudge(judge, autoencoder),
      {
        ...stage.branching,
        beta: stage.beta,
        clip: stage.clip,
        schedule: noiseSchedule(config.scheduler.schedule),
        emptyContext: groups.empty,
        latentShape: groups.latentShape,
      },
    ),
    batch: (index) => {
      const { prompts, context: texts } = groups.batch(index);
      return { context: texts, ids: idsOf(reward.tokenizer, prompts) };
    },
  });
  saveTuned(stage, context, parent);
  groups.empty.dispose();
  for (const model of [reference, judge]) model.dispose();
  disposeParts(reward);
  disposeParts(parent);
}
