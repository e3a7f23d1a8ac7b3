import { z } from 'zod';
import {
  noiseSchedule,
  STEP_PREFERENCE,
  StepAwareReward,
  stepJudge,
  stepPreferenceObjective,
  wholeDenoiser,
} from '../../../../perfusion/index.js';
import { idsOf } from '../../data/prompt-ids.js';
import { pattern } from '../../fields.js';
import type { TrainingObjective } from '../objective.js';
import { loadedHead } from '../reward/reward-head.js';
import { EarlierStage, fromGroups, stageSettings } from '../settings.js';
import { modelFolder, parentFolder, runTraining, type StageContext } from '../stage-context.js';
import { disposeParts, loadedGenerator, loadedReward } from '../weights.js';
import { copied, generatorGroups, saveTuned } from './generator-groups.js';

const { beta, clip, ...BRANCHING } = STEP_PREFERENCE;

const settings = stageSettings('stepPreference', {
  ...fromGroups,
  judge: EarlierStage,
  trains: pattern.default('.'),
  beta: z.number().positive().default(beta),
  clip: z.number().gt(0).lt(1).default(clip),
  branching: z
    .strictObject({
      inferenceSteps: z.int().min(2),
      plainSteps: z.int().min(0),
      candidates: z.int().min(2),
      guidance: z.number().min(1),
      leastGap: z.number().min(0).lt(1),
    })
    .default(BRANCHING),
});

type StepPreferenceStage = z.infer<typeof settings>;

/**
 * Trains a whole U-Net by SPO on the prompts of the groups: pictures are sampled again at every step, and the judge
 * that an earlier stage trained chooses between ways of going on. A baseline that knows no merchant.
 */
export const stepPreference: TrainingObjective<typeof settings> = {
  settings,
  data: 'groups',
  produces: 'generator',
  needs: ({ parent, judge }) => [
    [parent, 'generator'],
    [judge, 'judge of SPO'],
  ],
  train,
};

async function train(stage: StepPreferenceStage, context: StageContext): Promise<void> {
  const parent = loadedGenerator(parentFolder(context, stage.parent), context.backend);
  const { unet, autoencoder, config } = parent;
  const reference = copied(unet);
  const { reward, judge } = loadedJudge(stage, context);
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
  for (const folder of [reward, parent]) disposeParts(folder);
}

function loadedJudge(stage: StepPreferenceStage, context: StageContext) {
  const path = modelFolder(context, stage.judge.stage);
  const reward = loadedReward(path, context.backend);
  const judge = loadedHead(path, reward.clip);
  if (!(judge instanceof StepAwareReward)) throw new Error('A recipe was not checked: its judge is none.');
  return { reward, judge };
}
