import { type MetricWords, type RelativeVariance, relativeVariance, type StoreArms } from './arms.js';

/**
 * Variance of ln(AI rate / human rate) within one store, v_s: the sum of both arms' relative variances
 * (delta method), or why there is none.
 *
 * @param store not excluded: positive denominators and a positive human numerator
 */
export function logRatioVariance(store: StoreArms, words: MetricWords): RelativeVariance {
  if (store.ai.numerator === 0) return { value: null, reason: noAiNumerator(words) };
  const ai = relativeVariance(store.ai, words);
  const human = relativeVariance(store.human, words);
  if (ai.value === null) return ai;
  if (human.value === null) return human;
  const value = ai.value + human.value;
  if (value === 0)
    return { value: null, reason: `both rates are 100 %, which leaves no variance to compute` };
  return { value, reason: null };
}

/** Why a store has no logarithm of its ratio. */
export const noAiNumerator = (words: MetricWords) =>
  `AI-generated items have no ${words.numerator}, so that the log ratio is infinite`;
