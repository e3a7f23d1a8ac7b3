import * as tf from '@tensorflow/tfjs';
import { type ClipModel, unitLength } from '../../../perfusion/index.js';
import { clipBatch, type PictureSet } from '../data/picture-set.js';

const EMBEDDED_AT_ONCE = 64;

/** A vision tower that does not train and is not personalised sees each picture once. */
export function readyEmbeddings(clip: ClipModel, pictures: PictureSet) {
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
function embeddings(clip: ClipModel, pictures: PictureSet): Float32Array {
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
