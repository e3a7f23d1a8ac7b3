import { join } from 'node:path';
import { saveGeneratorFolder, saveRewardFolder } from '../../perfusion/index.js';
import { modelFolder } from './objectives/stage-context.js';
import { disposeParts, loadedGenerator, loadedReward } from './objectives/weights.js';
import { noteOrigin } from './recipe/origin.js';
import type { RunContext } from './recipe/run-context.js';
import type { TrainingOutcome } from './training-outcome.js';

/** Writes the models that the recipe names as results, in `reward/` and `generator/` of the run's folder. */
export function packModels(context: RunContext): TrainingOutcome['packages'] {
  const { reward, generator } = context.recipe.packages;
  return {
    ...(reward === undefined ? {} : { reward: packReward(context, reward) }),
    ...(generator === undefined ? {} : { generator: packGenerator(context, generator) }),
  };
}

function packReward(context: RunContext, stage: string): string {
  const path = join(context.folder, 'reward');
  const folder = loadedReward(modelFolder(context, stage), context.backend);
  const { clip, tokenizer, plugIn } = folder;
  saveRewardFolder(
    path,
    { clip, tokenizer, ...(plugIn ? { plugIn } : {}) },
    context.recipe.packages.dataType,
  );
  noteOrigin(path, context.recipe, stage);
  disposeParts(folder);
  return path;
}

function packGenerator(context: RunContext, stage: string): string {
  const path = join(context.folder, 'generator');
  const folder = loadedGenerator(modelFolder(context, stage), context.backend);
  const { textEncoder, tokenizer, unet, autoencoder, config, adapter } = folder;
  saveGeneratorFolder(
    path,
    {
      textEncoder,
      tokenizer,
      unet,
      autoencoder,
      scheduler: config.scheduler,
      sampling: context.recipe.packages.sampling ?? config.sampling,
      ...(adapter ? { adapter } : {}),
    },
    context.recipe.packages.dataType,
  );
  noteOrigin(path, context.recipe, stage);
  disposeParts(folder);
  return path;
}
