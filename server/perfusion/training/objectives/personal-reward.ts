import * as tf from '@tensorflow/tfjs-core';
import { groupCosines, repeatRows } from '../../reward/group-cosines.js';
import { type GroupFeedback, groupKlLoss } from '../../reward/group-loss.js';
import type { PersonalRewardModel } from '../../reward/personal-reward-model.js';
import { graphObjective, type Objective } from '../objective.js';

/**
 * The groups' prompts, int32 [groups, tokens]; or their text embeddings of length 1, [groups, embedding], computed
 * once.
 */
type Prompts = { readonly ids: tf.Tensor2D } | { readonly textEmbeddings: tf.Tensor2D };

/**
 * Normalised pixels, group after group, [groups * K, size, size, 3]; or their image embeddings of
 * length 1, [groups * K, embedding], computed once.
 */
type Pictures = { readonly images: tf.Tensor4D } | { readonly imageEmbeddings: tf.Tensor2D };

/**
 * Groups of K pictures with their feedback. Ready embeddings are for the tower that is not
 * personalised (`textEmbeddings` for the form `visionOnly`, `imageEmbeddings` for `textOnly`).
 */
export type RewardBatch = GroupFeedback & {
  /** int32 [groups, features] */
  readonly features: tf.Tensor2D;
} & Prompts &
  Pictures;

export interface PersonalRewardConfig {
  /** Divides the cosines; `exp(-logit_scale)` of the frozen CLIP if left out. */
  readonly temperature?: number;
}

/**
 * PerFusionRM's training (equations 7 to 9): the plug-ins learn which pictures of a group the
 * merchant picked; CLIP and its logit scale stay frozen.
 */
export const personalRewardObjective = (
  model: PersonalRewardModel,
  { temperature }: PersonalRewardConfig = {},
): Objective<RewardBatch> =>
  graphObjective(model.parameters(), (batch) => {
    const cosines = groupCosines(textsOf(model, batch), picturesOf(model, batch));
    const scores = tf.mul(cosines, temperature === undefined ? model.clip.scale() : 1 / temperature);
    return groupKlLoss(scores as tf.Tensor2D, batch);
  });

function textsOf(model: PersonalRewardModel, batch: RewardBatch): tf.Tensor2D {
  if ('ids' in batch) return model.embedText(batch.ids, batch.features);
  requirePlain(model, 'text');
  return batch.textEmbeddings;
}

function picturesOf(model: PersonalRewardModel, batch: RewardBatch): tf.Tensor2D {
  if ('images' in batch)
    return model.embedImages(batch.images, repeatRows(batch.features, batch.labels.shape[1]));
  requirePlain(model, 'vision');
  return batch.imageEmbeddings;
}

function requirePlain(model: PersonalRewardModel, tower: 'text' | 'vision'): void {
  if (!model.personalises[tower]) return;
  throw new RangeError(
    `the ${tower} tower is personalised, so its embeddings cannot be ready; give its input`,
  );
}
