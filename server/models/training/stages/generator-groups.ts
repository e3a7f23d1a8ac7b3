import type * as tf from '@tensorflow/tfjs-core';
import { epochBatches, type GeneratorFolder, saveGeneratorFolder, Unet } from '../../../perfusion/index.js';
import { promptsOf } from '../data/group-batches.js';
import type { DataGroup } from '../data/preference-data.js';
import type { StageOf } from '../recipe-stages.js';
import { modelFolder, type StageContext, stageFolder } from '../stage-context.js';
import { idsOf } from './contrastive-stage.js';
import { keptLatents } from './denoising-stage.js';
import { takeOver } from './weights.js';

type GeneratorStage = StageOf<
  'groupPreference' | 'pairPreference' | 'likedPictures' | 'stepReward' | 'stepPreference'
>;

/**
 * The groups that a generator learns from, as latents and text features, and `batch`, which makes the batch with a
 * number. `empty` stands for a prompt that is left out; it is the caller's to dispose.
 *
 * @param choose what to make of the groups; they are taken as they are if left out
 */
export async function generatorGroups(
  stage: GeneratorStage,
  context: StageContext,
  {
    parent: { config, textEncoder, tokenizer, autoencoder },
    choose = (groups) => groups,
  }: { parent: GeneratorFolder; choose?: (groups: readonly DataGroup[]) => readonly DataGroup[] },
) {
  const { seed } = context.recipe;
  const data = await context.groups(
    config.unet.latentSize * 2 ** (config.autoencoder.levelChannels.length - 1),
  );
  const train = choose(data.train);
  const last = train.flatMap((group) => group.pictures).reduce((a, b) => Math.max(a, b));
  const shown = { ...data.pictures, count: 1 + last };
  const latents = await keptLatents(autoencoder, shown, stageFolder(context, stage.name));
  const contextOf = (prompts: readonly string[]): tf.Tensor3D =>
    textEncoder.text.forward(idsOf(tokenizer, prompts));
  const places = epochBatches({ seed, count: train.length, batchSize: stage.optimisation.batch });
  const prompts = promptsOf(stage, seed);
  return {
    ...data,
    latentShape: latents.shape,
    empty: contextOf(['']),
    batch(index: number) {
      const groups = places(index).map((place) => train[place]!);
      const said = prompts(groups, index);
      return {
        groups,
        prompts: said,
        latents: latents.batch(groups.flatMap((group) => group.pictures)),
        context: contextOf(said),
        positives: groups.map(({ positives }) => positives),
      };
    },
  };
}

/** A U-Net of its own with the same weights. */
export function copied(unet: Unet): Unet {
  const copy = new Unet(unet.config);
  takeOver(copy, unet);
  return copy;
}

/** Writes a generator whose U-Net was trained; an adapter of the parent does not fit it and is left out. */
export function saveTuned(
  { name }: GeneratorStage,
  context: StageContext,
  { textEncoder, tokenizer, unet, autoencoder, config: { scheduler, sampling } }: GeneratorFolder,
): void {
  const parts = { textEncoder, tokenizer, unet, autoencoder, scheduler, sampling };
  saveGeneratorFolder(modelFolder(context, name), parts);
}
