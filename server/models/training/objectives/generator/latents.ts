import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { type Autoencoder, readNumbers } from '../../../../perfusion/index.js';
import { type PictureSet, symmetricBatch } from '../../data/picture-set.js';
import { writeAtomically } from '../stage-context.js';

/** Latents of a picture set. */
export interface Latents {
  /** Height, width and channels of one. */
  readonly shape: readonly [number, number, number];
  batch(places: readonly number[]): tf.Tensor4D;
}

/** Encodes all pictures once and keeps the latents in a file of the folder; one of another size is replaced. */
export async function cachedLatents(
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
    writeAtomically(path, encodedMeans(autoencoder, set));
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

const ENCODED_AT_ONCE = 32;

/** @returns latents of the first pictures of a set as the U-Net takes them, one after the other */
export function encodedMeans(autoencoder: Autoencoder, set: PictureSet, count = set.count): Float32Array {
  const parts: Float32Array[] = [];
  for (let begin = 0; begin < count; begin += ENCODED_AT_ONCE) {
    const places = Array.from({ length: Math.min(ENCODED_AT_ONCE, count - begin) }, (_, i) => begin + i);
    parts.push(readNumbers(() => autoencoder.encode(symmetricBatch(set, places))));
  }
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
