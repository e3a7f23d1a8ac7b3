import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import {
  type Autoencoder,
  ClipTextEncoder,
  denoisingObjective,
  epochBatches,
  noiseSchedule,
  type SchedulerConfig,
  SD15_SCHEDULE,
  saveGeneratorFolder,
  Unet,
  wholeDenoiser,
} from '../../../perfusion/index.js';
import { caption } from '../data/captions.js';
import type { PictureSet } from '../data/picture-set.js';
import type { StageOf } from '../recipe-stages.js';
import { modelFolder, runTraining, type StageContext, stageFolder, writeWhole } from '../stage-context.js';
import { encodedMeans, loadedAutoencoder } from './autoencoder-stage.js';
import { idsOf } from './contrastive-stage.js';
import { disposeParts, loadedGenerator, loadedReward, takeOver } from './weights.js';

/** Stable Diffusion's schedule of noise, with a solver that needs few steps. */
const schedulerOf = ({ prediction }: StageOf<'denoising'>): SchedulerConfig => ({
  schedule: { ...SD15_SCHEDULE, prediction },
  sampler: 'dpm-solver',
  offset: 1,
  endsAtOne: false,
  clips: false,
});

/** Trains a U-Net by the diffusion loss on captioned garments; text encoder and autoencoder stay frozen. */
export async function denoisingStage(stage: StageOf<'denoising'>, context: StageContext): Promise<void> {
  const { seed, pictures: split } = context.recipe;
  const { clip, tokenizer } = loadedReward(modelFolder(context, stage.text.stage), context.backend);
  const textEncoder = new ClipTextEncoder(clip.config.text);
  takeOver(textEncoder, clip);
  clip.dispose();
  const autoencoder = loadedAutoencoder(modelFolder(context, stage.autoencoder.stage));
  const pictures = await context.pictures();
  const count = stage.pictures ?? split.count;
  const set = { ...pictures, count };
  const latents = await keptLatents(autoencoder, set, stageFolder(context, stage.name));
  const unet = new Unet({
    ...stage.model,
    latentChannels: latents.shape[2],
    latentSize: latents.shape[0],
    contextSize: clip.config.text.width,
  });
  unet.initialise(seed);
  if (stage.parent) {
    const parent = loadedGenerator(modelFolder(context, stage.parent.stage), context.backend);
    takeOver(unet, parent.unet);
    disposeParts(parent);
  }
  const scheduler = schedulerOf(stage);
  const contextOf = (prompts: readonly string[]): tf.Tensor3D =>
    textEncoder.text.forward(idsOf(tokenizer, prompts));
  const batchSize = stage.optimisation.batch;
  const places = epochBatches({ seed, count, batchSize });
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
  saveGeneratorFolder(modelFolder(context, stage.name), {
    textEncoder,
    tokenizer,
    unet,
    autoencoder,
    scheduler,
  });
  for (const module of [textEncoder, unet, autoencoder]) module.dispose();
}

/** Latents of a picture set. */
export interface Latents {
  /** Height, width and channels of one. */
  readonly shape: readonly [number, number, number];
  batch(places: readonly number[]): tf.Tensor4D;
}

/** Encodes all pictures once and keeps the latents in a file of the folder; one of another size is made anew. */
export async function keptLatents(
  autoencoder: Autoencoder,
  set: PictureSet,
  folder: string,
): Promise<Latents> {
  const path = join(folder, 'latents.f32');
  const { levelChannels, latentChannels } = autoencoder.config;
  const side = set.size / 2 ** (levelChannels.length - 1);
  const each = side * side * latentChannels;
  const byteSize = set.count * each * Float32Array.BYTES_PER_ELEMENT;
  if (statSync(path, { throwIfNoEntry: false })?.size !== byteSize)
    writeWhole(path, encodedMeans(autoencoder, set));
  const bytes = readFileSync(path);
  const values = new Float32Array(bytes.buffer, bytes.byteOffset, set.count * each);
  return {
    shape: [side, side, latentChannels],
    batch(places) {
      const chosen = new Float32Array(places.length * each);
      for (const [i, place] of places.entries())
        chosen.set(values.subarray(place * each, (place + 1) * each), i * each);
      return tf.tensor4d(chosen, [places.length, side, side, latentChannels]);
    },
  };
}
