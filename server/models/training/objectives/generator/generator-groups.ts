import type * as tf from '@tensorflow/tfjs-core';
import {
  epochBatches,
  type GeneratorFolder,
  saveGeneratorFolder,
  Unet,
} from '../../../../perfusion/index.js';
import { promptsOf } from '../../data/group-batches.js';
import type { DataGroup } from '../../data/preference-data.js';
import { idsOf } from '../../data/prompt-ids.js';
import type { GroupStage } from '../settings.js';
import { modelFolder, type StageContext, stageFolder } from '../stage-context.js';
import { copyWeights } from '../weights.js';
import { cachedLatents } from './latents.js';

/**
 * The groups that a generator learns from, as latents and text features, and `batch`, which makes the batch with a
 * number. `empty` stands for a prompt that is left out; it is the caller's to dispose.
 *
 * @param choose what to make of the groups; they are taken as they are if left out
 */
export async function generatorGroups(
  stage: GroupStage,
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
  const latents = await cachedLatents(autoencoder, shown, stageFolder(context, stage.name));
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
      const batchPrompts = prompts(groups, index);
      return {
        groups,
        prompts: batchPrompts,
        latents: latents.batch(groups.flatMap((group) => group.pictures)),
        context: contextOf(batchPrompts),
        positives: groups.map(({ positives }) => positives),
      };
    },
  };
}

/** A U-Net of its own with the same weights. */
export function copied(unet: Unet): Unet {
  const copy = new Unet(unet.config);
  copyWeights(copy, unet);
  return copy;
}

/** A personalised adapter with how it is built. */
export type Adapter = NonNullable<GeneratorFolder['adapter']>;

/** Writes a generator of which a part was trained; the parent's adapter does not fit a U-Net that was trained. */
export function saveTuned(
  { name }: GroupStage,
  context: StageContext,
  { textEncoder, tokenizer, unet, autoencoder, config: { scheduler, sampling } }: GeneratorFolder,
  trained: { readonly adapter?: Adapter } = {},
): void {
  const parts = { textEncoder, tokenizer, unet, autoencoder, scheduler, sampling, ...trained };
  saveGeneratorFolder(modelFolder(context, name), parts);
}
