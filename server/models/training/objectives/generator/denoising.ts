import type * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import {
  ClipTextEncoder,
  denoisingObjective,
  epochBatches,
  noiseSchedule,
  type SchedulerConfig,
  SD15_SCHEDULE,
  saveGeneratorFolder,
  Unet,
  wholeDenoiser,
} from '../../../../perfusion/index.js';
import { caption } from '../../data/captions.js';
import { idsOf } from '../../data/prompt-ids.js';
import { count, fraction } from '../../fields.js';
import type { TrainingObjective } from '../objective.js';
import { EarlierStage, stageSettings } from '../settings.js';
import { modelFolder, runTraining, type StageContext, stageFolder } from '../stage-context.js';
import { copyWeights, disposeParts, loadedGenerator, loadedReward } from '../weights.js';
import { loadedAutoencoder } from './autoencoder.js';
import { cachedLatents, type Latents } from './latents.js';

const settings = stageSettings('denoising', {
  /** Earlier stage of the same model to go on from. */
  parent: EarlierStage.optional(),
  /** What the U-Net predicts: the noise, or the velocity, which needs less training for whole shapes. */
  prediction: z.enum(['epsilon', 'velocity']).default('epsilon'),
  /** Stage whose CLIP gives the text encoder. */
  text: EarlierStage,
  autoencoder: EarlierStage,
  model: z.strictObject({
    levelChannels: z.array(count).min(1),
    levelAttention: z.array(z.boolean()).min(1),
    blocksPerLevel: count,
    heads: count,
    groups: count,
  }),
  promptDrop: fraction,
  /** Number of pictures to learn from; all that train if left out. */
  pictures: count.optional(),
});

type DenoisingStage = z.infer<typeof settings>;

/** Trains a U-Net by the diffusion loss on captioned garments; text encoder and autoencoder stay frozen. */
export const denoising: TrainingObjective<typeof settings> = {
  settings,
  data: 'garments',
  produces: 'generator',
  needs: ({ text, autoencoder, parent }) => [
    [text, 'reward model'],
    [autoencoder, 'autoencoder'],
    [parent, 'generator'],
  ],
  train,
};

/** Stable Diffusion's schedule of noise, with a solver that needs few steps. */
const schedulerOf = ({ prediction }: DenoisingStage): SchedulerConfig => ({
  schedule: { ...SD15_SCHEDULE, prediction },
  sampler: 'dpm-solver',
  offset: 1,
  endsAtOne: false,
  clips: false,
});

async function train(stage: DenoisingStage, context: StageContext): Promise<void> {
  const { seed, pictures: split } = context.recipe;
  const { textEncoder, tokenizer, autoencoder } = frozenParts(stage, context);
  const set = { ...(await context.pictures()), count: stage.pictures ?? split.count };
  const latents = await cachedLatents(autoencoder, set, stageFolder(context, stage.name));
  const unet = startedUnet(stage, context, { latents, contextSize: textEncoder.config.width });
  const scheduler = schedulerOf(stage);
  const contextOf = (prompts: readonly string[]): tf.Tensor3D =>
    textEncoder.text.forward(idsOf(tokenizer, prompts));
  const batchSize = stage.optimisation.batch;
  const places = epochBatches({ seed, count: set.count, batchSize });
  const empty = contextOf(['']);
  await runTraining(context, stage, {
    objective: denoisingObjective(wholeDenoiser(unet), {
      schedule: noiseSchedule(scheduler.schedule),
      drops: { prompt: { probability: stage.promptDrop, replacement: empty } },
    }),
    batch: (index) => {
      const chosen = places(index);
      const prompts = chosen.map((place, i) => caption(set.garments[place]!, seed, index * batchSize + i));
      return { latents: latents.batch(chosen), context: contextOf(prompts) };
    },
  });
  empty.dispose();
  const parts = { textEncoder, tokenizer, unet, autoencoder, scheduler };
  saveGeneratorFolder(modelFolder(context, stage.name), parts);
  for (const module of [textEncoder, unet, autoencoder]) module.dispose();
}

function frozenParts(stage: DenoisingStage, context: StageContext) {
  const { clip, tokenizer } = loadedReward(modelFolder(context, stage.text.stage), context.backend);
  const textEncoder = new ClipTextEncoder(clip.config.text);
  copyWeights(textEncoder, clip);
  clip.dispose();
  const autoencoder = loadedAutoencoder(modelFolder(context, stage.autoencoder.stage));
  return { textEncoder, tokenizer, autoencoder };
}

/** A new U-Net, or one with the weights of the parent. */
function startedUnet(
  stage: DenoisingStage,
  context: StageContext,
  { latents, contextSize }: { readonly latents: Latents; readonly contextSize: number },
): Unet {
  const [latentSize, , latentChannels] = latents.shape;
  const unet = new Unet({ ...stage.model, latentChannels, latentSize, contextSize });
  unet.initialise(context.recipe.seed);
  if (stage.parent) {
    const parent = loadedGenerator(modelFolder(context, stage.parent.stage), context.backend);
    copyWeights(unet, parent.unet);
    disposeParts(parent);
  }
  return unet;
}
