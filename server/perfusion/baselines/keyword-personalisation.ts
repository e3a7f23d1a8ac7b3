import * as tf from '@tensorflow/tfjs-core';

/** Keywords a prompt gets besides the item's own; PMG takes 8. */
const KEYWORD_COUNT = 8;

/** How much more the preference counts than the item, in prompts and in the choice; PMG takes 2. */
const STYLE_WEIGHT = 2;

/** Keeps logarithms of cosines finite. */
const MIN_SCORE = 1e-6;

/**
 * PMG's preference keywords, without its language model: the phrases that are frequent among
 * what one merchant liked and rare among what others liked (TF-IDF). Ties go by alphabet.
 *
 * @param liked  phrases of each merchant's liked pictures, repeats and all, by merchant
 * @param count  most keywords to return
 * @returns keywords of one merchant, strongest first; fewer where there are fewer phrases
 * @throws {RangeError} if the merchant is not among them
 * @see Shen et al., "PMG: personalized multimodal generation with large language models", WWW 2024, section 3.2
 */
export function preferenceKeywords(
  liked: ReadonlyMap<string, readonly string[]>,
  merchant: string,
  count = KEYWORD_COUNT,
): string[] {
  const own = liked.get(merchant);
  if (!own) throw new RangeError(`nothing is known of what ${merchant} liked`);
  const phrasesOf = [...liked.values()].map((phrases) => new Set(phrases));
  const weightOf = (phrase: string) => {
    const frequency = own.filter((other) => other === phrase).length;
    const knownTo = phrasesOf.filter((phrases) => phrases.has(phrase)).length;
    return frequency * (Math.log((1 + liked.size) / (1 + knownTo)) + 1);
  };
  const weighted = [...new Set(own)].map((phrase) => ({ phrase, weight: weightOf(phrase) }));
  weighted.sort((a, b) => b.weight - a.weight || (a.phrase < b.phrase ? -1 : 1));
  return weighted.slice(0, count).map(({ phrase }) => phrase);
}

/**
 * Text features in which some tokens count more: each is moved away from the empty prompt's,
 * `empty + weight (token - empty)`.
 *
 * @param context text features of the prompt, [1, tokens, contextSize]
 * @param empty   text features of the empty prompt, the same shape
 * @param weights one a token; 1 changes nothing
 * @returns the same shape
 */
export const weightedContext = (
  context: tf.Tensor3D,
  empty: tf.Tensor3D,
  weights: readonly number[],
): tf.Tensor3D =>
  tf.tidy(() => {
    const perToken = tf.tensor3d([...weights], [1, weights.length, 1]);
    return tf.add(empty, tf.mul(tf.sub(context, empty), perToken));
  });

/** What a candidate has to fit. */
export interface CandidateFit {
  /** Cosine with the item's prompt. */
  readonly item: number;
  /** Cosine with the merchant's keywords. */
  readonly style: number;
}

/**
 * PMG's choice among candidates: the largest `log item + 2 log style`.
 *
 * @returns index of the chosen one
 * @throws {RangeError} if there is none
 */
export function chosenCandidate(candidates: readonly CandidateFit[], styleWeight = STYLE_WEIGHT): number {
  if (candidates.length === 0) throw new RangeError('there is no candidate to choose');
  const log = (score: number) => Math.log(Math.max(MIN_SCORE, score));
  const values = candidates.map(({ item, style }) => log(item) + styleWeight * log(style));
  return values.indexOf(Math.max(...values));
}
