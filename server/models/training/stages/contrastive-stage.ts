import * as tf from '@tensorflow/tfjs';
import {
  type ClipConfig,
  ClipModel,
  type ClipTokenizer,
  contrastiveObjective,
  epochBatches,
  saveRewardFolder,
} from '../../../perfusion/index.js';
import { caption, garmentTokenizer } from '../data/captions.js';
import { clipBatch } from '../data/picture-set.js';
import type { StageOf } from '../recipe.js';
import { modelFolder, runTraining, type StageContext } from '../stage-context.js';

/** Trains a small CLIP from the start on garments and captions of them. */
export async function contrastiveStage(stage: StageOf<'contrastive'>, context: StageContext): Promise<void> {
  const { seed, pictures: split } = context.recipe;
  const set = await context.pictures();
  const tokenizer = garmentTokenizer(stage.model.text.context);
  const clip = new ClipModel(clipConfig(stage.model, tokenizer.vocabulary, split.size));
  clip.initialise(seed);
  const batchSize = stage.optimisation.batch;
  const places = epochBatches({ seed, count: split.count, batchSize });
  await runTraining(context, stage, {
    objective: contrastiveObjective(clip),
    batch: (index) => {
      const chosen = places(index);
      const captions = chosen.map((place, i) => caption(set.garments[place]!, seed, index * batchSize + i));
      return { images: clipBatch(set, chosen), ids: idsOf(tokenizer, captions) };
    },
  });
  saveRewardFolder(modelFolder(context, stage.name), { clip, tokenizer });
  clip.dispose();
}

/** @returns int32 [prompts, tokens] */
export function idsOf(tokenizer: ClipTokenizer, prompts: readonly string[]): tf.Tensor2D {
  const rows = prompts.map((prompt) => [...tokenizer.encode(prompt)]);
  return tf.tensor2d(rows, [prompts.length, tokenizer.options.context], 'int32');
}

function clipConfig(
  { text, vision, embedding }: StageOf<'contrastive'>['model'],
  vocabulary: number,
  imageSize: number,
): ClipConfig {
  const tower = ({ width, layers, heads }: Record<'width' | 'layers' | 'heads', number>) => ({
    width,
    hiddenWidth: 4 * width,
    layers,
    heads,
    activation: 'quick_gelu' as const,
    epsilon: 1e-5,
  });
  return {
    text: { ...tower(text), vocabulary, context: text.context },
    vision: { ...tower(vision), imageSize, patchSize: vision.patchSize },
    embedding,
  };
}
