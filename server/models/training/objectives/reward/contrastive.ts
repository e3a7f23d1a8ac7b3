import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';
import type { GarmentDescription } from '../../../../garments/index.js';
import {
  type ClipConfig,
  ClipModel,
  type ClipTokenizer,
  contrastiveObjective,
  epochBatches,
  type PhraseTargets,
  saveRewardFolder,
} from '../../../../perfusion/index.js';
import { integers, shuffledIndices } from '../../../../random/index.js';
import { ALL_PHRASES, caption, garmentTokenizer, phraseShares, SLOT_SIZES } from '../../data/captions.js';
import { clipBatch } from '../../data/picture-set.js';
import { shortIds } from '../../data/prompt-ids.js';
import { count } from '../../fields.js';
import type { TrainingObjective } from '../objective.js';
import { EarlierStage, stageSettings } from '../settings.js';
import { modelFolder, runTraining, type StageContext } from '../stage-context.js';
import { copyWeights, disposeParts, loadedReward } from '../weights.js';

const tower = { width: count, layers: count, heads: count };

const settings = stageSettings('contrastive', {
  /** Earlier stage of the same model to go on from. */
  parent: EarlierStage.optional(),
  /** Whether most batches hold garments that are alike. */
  likeBatches: z.boolean().default(false),
  /** Weight, next to captions, of pictures finding their single phrases; 0 leaves it out. */
  phraseWeight: z.number().min(0).default(0),
  /** `squared` makes phrases linear functions of the embedding, which is how a merchant's taste reads them. */
  phraseError: z.enum(['entropy', 'squared']).default('entropy'),
  model: z.strictObject({
    text: z.strictObject({ ...tower, context: count }),
    vision: z.strictObject({ ...tower, patchSize: count }),
    embedding: count,
  }),
});

type ContrastiveStage = z.infer<typeof settings>;

/** Trains a small CLIP from the start on garments and captions of them. */
export const contrastive: TrainingObjective<typeof settings> = {
  settings,
  data: 'garments',
  produces: 'reward model',
  needs: ({ parent }) => [[parent, 'reward model']],
  train,
};

async function train(stage: ContrastiveStage, context: StageContext): Promise<void> {
  const { seed, pictures: split } = context.recipe;
  const set = await context.pictures();
  const tokenizer = garmentTokenizer(stage.model.text.context);
  const clip = startedClip(stage, context, tokenizer);
  const batchSize = stage.optimisation.batch;
  const anywhere = epochBatches({ seed, count: split.count, batchSize });
  const places = stage.likeBatches
    ? likeBatches(set.garments.slice(0, split.count), { seed, batchSize, anywhere })
    : anywhere;
  await runTraining(context, stage, {
    objective: contrastiveObjective(clip),
    batch: (index) => {
      const chosen = places(index);
      const captions = chosen.map((place, i) => caption(set.garments[place]!, seed, index * batchSize + i));
      const phrases = phrasesOf(
        chosen.map((place) => set.garments[place]!),
        { tokenizer, weight: stage.phraseWeight, error: stage.phraseError },
      );
      return { images: clipBatch(set, chosen), ids: shortIds(tokenizer, captions), ...phrases };
    },
  });
  saveRewardFolder(modelFolder(context, stage.name), { clip, tokenizer });
  clip.dispose();
}

/** A new CLIP, or one with the weights of the parent. */
function startedClip(
  stage: ContrastiveStage,
  context: StageContext,
  { vocabulary }: ClipTokenizer,
): ClipModel {
  const { seed, pictures } = context.recipe;
  const clip = new ClipModel(clipConfig(stage.model, vocabulary, pictures.size));
  clip.initialise(seed);
  if (stage.parent) {
    const parent = loadedReward(modelFolder(context, stage.parent.stage), context.backend);
    copyWeights(clip, parent.clip);
    disposeParts(parent);
  }
  return clip;
}

/**
 * Batches by turns of garments of one category and colour, of one category, and of all: among
 * garments that are alike only the small differences tell which caption belongs to which.
 */
function likeBatches(
  garments: readonly GarmentDescription[],
  { seed, batchSize, anywhere }: { seed: number; batchSize: number; anywhere: (index: number) => number[] },
): (index: number) => number[] {
  const buckets = [
    bucketsBy(garments, ({ category, colour }) => `${category} ${colour}`),
    bucketsBy(garments, ({ category }) => category),
  ];
  return (index) => {
    const bucket = buckets[index % (buckets.length + 1)];
    if (!bucket) return anywhere(index);
    const [which] = integers({ seed, purpose: 'shelf', step: index }, 1, bucket.length);
    const places = bucket[which!]!;
    const order = shuffledIndices({ seed, purpose: 'on shelf', step: index }, places.length);
    return Array.from(order.slice(0, batchSize), (i) => places[i]!);
  };
}

function bucketsBy(
  garments: readonly GarmentDescription[],
  keyOf: (garment: GarmentDescription) => string,
): number[][] {
  const buckets = new Map<string, number[]>();
  for (const [place, garment] of garments.entries()) {
    const bucket = buckets.get(keyOf(garment)) ?? [];
    bucket.push(place);
    buckets.set(keyOf(garment), bucket);
  }
  return [...buckets.values()];
}

/** What is true of garments, phrase by phrase; nothing where phrases do not count. */
function phrasesOf(
  garments: readonly GarmentDescription[],
  { tokenizer, ...loss }: { tokenizer: ClipTokenizer } & Pick<PhraseTargets, 'weight' | 'error'>,
): { phrases?: PhraseTargets } {
  if (loss.weight === 0) return {};
  const shares = tf.tensor2d(garments.map(phraseShares));
  return { phrases: { ids: shortIds(tokenizer, ALL_PHRASES), slots: SLOT_SIZES, shares, ...loss } };
}

function clipConfig(
  { text, vision, embedding }: ContrastiveStage['model'],
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
