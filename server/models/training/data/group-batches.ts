import * as tf from '@tensorflow/tfjs-core';
import { type Feature, profileReader, shuffledPhrases } from '../../../perfusion/index.js';
import { uniforms } from '../../../random/index.js';
import { type DataGroup, STORE_FEATURE } from './preference-data.js';

/** Every liked picture beside every other one of its group: groups of two, as pairwise objectives take them. */
export const pairsOf = (groups: readonly DataGroup[]): DataGroup[] =>
  groups.flatMap(({ prompt, profile, pictures, positives, weight }) => {
    const [liked, others] = [true, false].map((is) => pictures.filter((_, i) => positives[i] === is));
    return liked!.flatMap((one) =>
      others!.map((other) => ({
        prompt,
        profile,
        pictures: [one, other],
        positives: [true, false],
        weight,
      })),
    );
  });

/** Every liked picture alone, for objectives that learn from liking only. */
export const likedOf = (groups: readonly DataGroup[]): DataGroup[] =>
  groups.flatMap(({ prompt, profile, pictures, positives }) =>
    pictures
      .filter((_, i) => positives[i])
      .map((one) => ({ prompt, profile, pictures: [one], positives: [true] })),
  );

/** How a stage reads prompts. */
interface PromptReading {
  /** Whether their phrases come in another order each time. */
  readonly shufflesPhrases?: boolean | undefined;
  readonly optimisation: { readonly batch: number };
}

/** @returns the prompts of the groups of a batch, by its number */
export const promptsOf =
  ({ shufflesPhrases = false, optimisation }: PromptReading, seed: number) =>
  (groups: readonly DataGroup[], index: number): string[] =>
    groups.map(({ prompt }, i) => {
      const source = { seed, purpose: 'phrases', step: index * optimisation.batch + i };
      return shufflesPhrases ? shuffledPhrases(prompt, source) : prompt;
    });

/** Places of a batch's pictures, group after group; a short group repeats its last picture, which `labelled` masks. */
export function picturePlaces(groups: readonly DataGroup[]): number[] {
  const size = largest(groups);
  return groups.flatMap(({ pictures }) =>
    Array.from({ length: size }, (_, i) => pictures[Math.min(i, pictures.length - 1)]!),
  );
}

/** Where the pictures of groups are among `picturePlaces`: all but those that are repeated. */
export function shownPlaces(groups: readonly DataGroup[]): number[] {
  const size = largest(groups);
  return groups.flatMap(({ pictures }, g) => pictures.map((_, i) => g * size + i));
}

/** Feedback of a batch: 1 for each liked picture, a mask where groups differ in size, and weights where any has one. */
export function labelled(groups: readonly DataGroup[]): {
  labels: tf.Tensor2D;
  mask: tf.Tensor2D;
  weights?: tf.Tensor1D;
} {
  const size = largest(groups);
  const rows = (valueAt: (group: DataGroup, i: number) => boolean | undefined) =>
    tf.tensor2d(groups.map((group) => Array.from({ length: size }, (_, i) => Number(valueAt(group, i)))));
  return {
    labels: rows(({ positives }, i) => positives[i] ?? false),
    mask: rows(({ pictures }, i) => i < pictures.length),
    ...(groups.some(({ weight }) => weight !== undefined)
      ? { weights: tf.tensor1d(groups.map(({ weight = 1 }) => weight)) }
      : {}),
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
