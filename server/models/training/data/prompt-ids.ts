import * as tf from '@tensorflow/tfjs-core';
import type { ClipTokenizer } from '../../../perfusion/index.js';

/** As `idsOf`, without what stands after the end of the longest prompt, which nothing depends on. */
export function shortIds(tokenizer: ClipTokenizer, prompts: readonly string[]): tf.Tensor2D {
  const ids = idsOf(tokenizer, prompts);
  const longest = 1 + Math.max(...tf.argMax(ids, 1).dataSync());
  return tf.slice(ids, [0, 0], [-1, longest]);
}

/** @returns int32 [prompts, tokens] */
export function idsOf(tokenizer: ClipTokenizer, prompts: readonly string[]): tf.Tensor2D {
  const rows = prompts.map((prompt) => [...tokenizer.encode(prompt)]);
  return tf.tensor2d(rows, [prompts.length, tokenizer.options.context], 'int32');
}
