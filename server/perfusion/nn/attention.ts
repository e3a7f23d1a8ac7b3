import * as tf from '@tensorflow/tfjs-core';

export interface AttentionInput {
  /** [batch, queries, width] */
  readonly query: tf.Tensor3D;
  /** [batch, keys, width] */
  readonly key: tf.Tensor3D;
  /** [batch, keys, width] */
  readonly value: tf.Tensor3D;
  /** Number of heads; divides the width. */
  readonly heads: number;
  /** Added to the scores before softmax, [queries, keys]. */
  readonly mask?: tf.Tensor2D | undefined;
}

/** Scores of one product stay below this many numbers (256 MiB); more queries are taken in slices. */
export const MAX_SCORES = 2 ** 26;

/**
 * Multi-head attention after its projections: `softmax(Q K^T / sqrt(d) + mask) V` for each head,
 * with d = width / heads.
 *
 * @param maxScores that one product may hold; queries beyond are taken in slices, with the same result
 * @returns [batch, queries, width]
 * @see Vaswani et al., "Attention is all you need", 2017, section 3.2
 */
export function attention(
  { query, key, value, heads, mask }: AttentionInput,
  maxScores: number = MAX_SCORES,
): tf.Tensor3D {
  return tf.tidy(() => {
    const [batch, queries, width] = query.shape;
    const scale = 1 / Math.sqrt(width / heads);
    const q = splitHeads(tf.mul(query, scale), heads); // [batch * heads, queries, d]
    const k = tf.transpose(splitHeads(key, heads), [0, 2, 1]); // [batch * heads, d, keys]
    const v = splitHeads(value, heads); // [batch * heads, keys, d]
    const perQuery = batch * heads * k.shape[2];
    const slice = Math.max(1, Math.floor(maxScores / perQuery));
    const parts: tf.Tensor3D[] = [];
    for (let begin = 0; begin < queries; begin += slice) {
      const size = Math.min(slice, queries - begin);
      const rows = mask && tf.slice(mask, begin, size);
      parts.push(attend({ q: tf.slice(q, [0, begin, 0], [-1, size, -1]), k, v }, rows));
    }
    const attended = parts.length === 1 ? parts[0]! : tf.concat(parts, 1); // [batch * heads, queries, d]
    const byToken = tf.transpose(tf.reshape(attended, [batch, heads, queries, width / heads]), [0, 2, 1, 3]);
    return tf.reshape(byToken, [batch, queries, width]);
  });
}

function attend(
  { q, k, v }: Record<'q' | 'k' | 'v', tf.Tensor3D>,
  mask: tf.Tensor2D | undefined,
): tf.Tensor3D {
  const scores = tf.matMul(q, k);
  return tf.matMul(tf.softmax(mask ? tf.add(scores, mask) : scores), v);
}

/** [batch, tokens, width] -> [batch * heads, tokens, width / heads] */
function splitHeads(x: tf.Tensor3D, heads: number): tf.Tensor3D {
  const [batch, tokens, width] = x.shape;
  const split = tf.transpose(tf.reshape(x, [batch, tokens, heads, width / heads]), [0, 2, 1, 3]);
  return tf.reshape(split, [batch * heads, tokens, width / heads]);
}

/** @returns [size, size], 0 where a token attends (itself and before) and -1e9 where it may not */
export function causalMask(size: number): tf.Tensor2D {
  return tf
    .buffer(
      [size, size],
      'float32',
      Float32Array.from({ length: size * size }, (_, i) => maskAt(i, size)),
    )
    .toTensor() as tf.Tensor2D;
}

const maskAt = (i: number, size: number) => (i % size > Math.floor(i / size) ? -1e9 : 0);
