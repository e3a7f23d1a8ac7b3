import * as tf from '@tensorflow/tfjs';
import {
  epochBatches,
  type Feature,
  PersonalRewardModel,
  type PlugInDescription,
  personalRewardObjective,
  profileReader,
  type RewardBatch,
  rewardConfig,
  saveRewardFolder,
  uniforms,
  unitLength,
} from '../../../perfusion/index.js';
import { clipBatch, type PictureSet } from '../data/picture-set.js';
import { type DataGroup, STORE_FEATURE } from '../data/preference-data.js';
import type { StageOf } from '../recipe.js';
import { modelFolder, parentFolder, runTraining, type StageContext } from '../stage-context.js';
import { idsOf } from './contrastive-stage.js';
import { disposeParts, loadedReward, takeOver } from './weights.js';

type PersonalRewardStage = StageOf<'personalReward'>;

/** Trains PerFusionRM's plug-ins on a frozen CLIP; plug-ins that the parent has are trained on. */
export async function personalRewardStage(stage: PersonalRewardStage, context: StageContext): Promise<void> {
  const { seed } = context.recipe;
  const parent = loadedReward(parentFolder(context, stage.parent), context.backend);
  const { clip, tokenizer, plugIn } = parent;
  const {
    train,
    pictures,
    features,
    snapshotHash: data,
  } = await context.groups(clip.config.vision.imageSize);
  const description = describe(stage, plugIn?.description.features ?? features);
  const model = new PersonalRewardModel(clip, rewardConfig(description));
  model.initialise(seed);
  if (plugIn) takeOver(model, plugIn.model);

  const places = epochBatches({ seed, count: train.length, batchSize: stage.optimisation.batch });
  const read = profileIds({ features: description.features, drop: stage.merchantDrop, seed });
  const picturesOf = stage.form === 'textOnly' ? readyEmbeddings(clip, pictures) : shown(pictures);
  await runTraining<RewardBatch>(context, stage, {
    data,
    objective: personalRewardObjective(model),
    batch: (index) => {
      const groups = places(index).map((place) => train[place]!);
      return {
        ids: idsOf(
          tokenizer,
          groups.map(({ prompt }) => prompt),
        ),
        features: model.featureIds(read(groups, index)),
        ...labelled(groups),
        ...picturesOf(picturePlaces(groups)),
      };
    },
  });
  const path = modelFolder(context, stage.name);
  saveRewardFolder(path, { clip, tokenizer, plugIn: { model, description } });
  model.dispose();
  disposeParts(parent);
}

const describe = (stage: PersonalRewardStage, features: readonly Feature[]): PlugInDescription => {
  const { form, adaNet, hiddenSize, embeddingSize, crossLayers, crossType } = stage;
  return { features, form, adaNet, hiddenSize, embeddingSize, crossLayers, crossType };
};

/** Places of a batch's pictures, group after group; a short group repeats its last picture, which `labelled` masks. */
export function picturePlaces(groups: readonly DataGroup[]): number[] {
  const size = largest(groups);
  return groups.flatMap(({ pictures }) =>
    Array.from({ length: size }, (_, i) => pictures[Math.min(i, pictures.length - 1)]!),
  );
}

/** Feedback of a batch: 1 for each liked picture, and a mask where groups differ in size. */
export function labelled(groups: readonly DataGroup[]): { labels: tf.Tensor2D; mask: tf.Tensor2D } {
  const size = largest(groups);
  const rows = (valueAt: (group: DataGroup, i: number) => boolean | undefined) =>
    tf.tensor2d(groups.map((group) => Array.from({ length: size }, (_, i) => Number(valueAt(group, i)))));
  return {
    labels: rows(({ positives }, i) => positives[i] ?? false),
    mask: rows(({ pictures }, i) => i < pictures.length),
  };
}

const largest = (groups: readonly DataGroup[]) => Math.max(...groups.map(({ pictures }) => pictures.length));

/**
 * Reads profiles as the model's numbers; some merchants are hidden at random, so that the model
 * also learns what features say of merchants it does not know.
 */
export function profileIds({
  features,
  drop,
  seed,
}: {
  features: readonly Feature[];
  drop: number;
  seed: number;
}): (groups: readonly DataGroup[], step: number) => (number | null)[][] {
  const reader = profileReader(features);
  const own = features.findIndex(({ name }) => name === STORE_FEATURE);
  return (groups, step) => {
    const chances = uniforms({ seed, purpose: 'hidden merchant', step }, groups.length);
    return groups.map(({ profile }, i) =>
      reader.read(profile).map((value, f) => (f === own && chances[i]! < drop ? null : value)),
    );
  };
}

const shown = (pictures: PictureSet) => (places: readonly number[]) => ({
  images: clipBatch(pictures, places),
});

const EMBEDDED_AT_ONCE = 64;

/** A vision tower that is not personalised sees each picture once. */
function readyEmbeddings(clip: Parameters<typeof embeddings>[0], pictures: PictureSet) {
  const all = embeddings(clip, pictures);
  const width = clip.config.embedding;
  return (places: readonly number[]) => {
    const chosen = new Float32Array(places.length * width);
    for (const [i, place] of places.entries())
      chosen.set(all.subarray(place * width, (place + 1) * width), i * width);
    return { imageEmbeddings: tf.tensor2d(chosen, [places.length, width]) };
  };
}

/** @returns embeddings of length 1 of all pictures, one after the other */
export function embeddings(clip: PersonalRewardModel['clip'], pictures: PictureSet): Float32Array {
  const width = clip.config.embedding;
  const all = new Float32Array(pictures.count * width);
  for (let begin = 0; begin < pictures.count; begin += EMBEDDED_AT_ONCE) {
    const length = Math.min(EMBEDDED_AT_ONCE, pictures.count - begin);
    const places = Array.from({ length }, (_, i) => begin + i);
    const part = tf.tidy(() => unitLength(clip.embedImages(clipBatch(pictures, places))).dataSync());
    all.set(part, begin * width);
  }
  return all;
}
