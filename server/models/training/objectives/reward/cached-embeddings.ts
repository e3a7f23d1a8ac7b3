import * as tf from '@tensorflow/tfjs-core';
import { type ClipModel, readNumbers, unitLength } from '../../../../perfusion/index.js';
import { clipBatch, type PictureSet } from '../../data/picture-set.js';

const EMBEDDED_AT_ONCE = 64;

/**
 * Embeddings of length 1 by a vision tower that does not train and is not personalised: it sees each picture once,
 * when that is first asked for.
 *
 * @returns gives [places, embedding] of some pictures
 */
export function cachedEmbeddings(
  clip: ClipModel,
  pictures: PictureSet,
): (places: readonly number[]) => tf.Tensor2D {
  const width = clip.config.embedding;
  const all = new Float32Array(pictures.count * width);
  const known = new Set<number>();
  const embed = (places: readonly number[]) => {
    const values = readNumbers(() => unitLength(clip.embedImages(clipBatch(pictures, places))));
    for (const [i, place] of places.entries()) {
      all.set(values.subarray(i * width, (i + 1) * width), place * width);
      known.add(place);
    }
  };
  return (places) => {
    const fresh = [...new Set(places)].filter((place) => !known.has(place));
    for (let begin = 0; begin < fresh.length; begin += EMBEDDED_AT_ONCE)
      embed(fresh.slice(begin, begin + EMBEDDED_AT_ONCE));
    const chosen = new Float32Array(places.length * width);
    for (const [i, place] of places.entries())
      chosen.set(all.subarray(place * width, (place + 1) * width), i * width);
    return tf.tensor2d(chosen, [places.length, width]);
  };
}
