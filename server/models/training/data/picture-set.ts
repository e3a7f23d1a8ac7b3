import * as tf from '@tensorflow/tfjs-core';

/** Square pictures of one size. */
export interface PictureSet {
  readonly count: number;
  /** Height and width in pixels. */
  readonly size: number;
  /** Red, green and blue bytes, picture after picture, row by row. */
  readonly pixels: Uint8Array;
}

/** Where the byte of each colour lies on a tower's or an autoencoder's scale. */
type Scale = readonly [Float32Array, Float32Array, Float32Array];

const scale = (means: readonly number[], deviations: readonly number[]): Scale => {
  const table = (channel: number) =>
    Float32Array.from({ length: 256 }, (_, byte) => (byte / 255 - means[channel]!) / deviations[channel]!);
  return [table(0), table(1), table(2)];
};

/** [-1, 1], for autoencoders. */
const SYMMETRIC = scale([0.5, 0.5, 0.5], [0.5, 0.5, 0.5]);

/** CLIP's means and standard deviations; see `preprocessImage`. */
const CLIP = scale([0.48145466, 0.4578275, 0.40821073], [0.26862954, 0.26130258, 0.27577711]);

/** @returns some pictures in [-1, 1], [places, size, size, 3] */
export const symmetricBatch = (set: PictureSet, places: readonly number[]) => batch(set, places, SYMMETRIC);

/** @returns some pictures as CLIP's vision tower takes them, [places, size, size, 3] */
export const clipBatch = (set: PictureSet, places: readonly number[]) => batch(set, places, CLIP);

function batch(
  { size, pixels }: PictureSet,
  places: readonly number[],
  [red, green, blue]: Scale,
): tf.Tensor4D {
  const each = 3 * size ** 2;
  const values = new Float32Array(places.length * each);
  let at = 0;
  for (const place of places) {
    for (let from = place * each; from < (place + 1) * each; from += 3) {
      values[at] = red[pixels[from]!]!;
      values[at + 1] = green[pixels[from + 1]!]!;
      values[at + 2] = blue[pixels[from + 2]!]!;
      at += 3;
    }
  }
  return tf.tensor4d(values, [places.length, size, size, 3]);
}
