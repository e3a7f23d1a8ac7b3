import { type RandomSource, shuffledIndices } from '../../random/index.js';

/**
 * The paper's prompt augmentation: the same comma-separated phrases in a random order, so that a
 * model does not learn their order.
 *
 * @example
 * shuffledPhrases('a dress, red, cotton', { seed: 1, purpose: 'prompts', step: 7 }); // 'cotton, a dress, red', say
 */
export function shuffledPhrases(prompt: string, source: RandomSource): string {
  const phrases = prompt
    .split(',')
    .map((phrase) => phrase.trim())
    .filter((phrase) => phrase !== '');
  return [...shuffledIndices(source, phrases.length)].map((i) => phrases[i]!).join(', ');
}
