import { errorSentence } from '../format/errors.js';

/** What a choice without anything to choose says: why there is no answer, that it is on its way, or `words`. */
export function emptyWords(
  { data, error }: { readonly data?: unknown; readonly error?: unknown },
  words: string,
): string {
  if (error) return errorSentence(error);
  return data === undefined ? 'Loading …' : words;
}
