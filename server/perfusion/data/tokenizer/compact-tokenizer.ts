import { type ClipTokenizer, clipTokenizer, type TokenizerOptions, wordsOf } from './clip-tokenizer.js';
import {
  CLIP_NORMALIZER,
  END,
  START,
  specialToken,
  type TokenizerDefinition,
  WORD_SPLIT,
} from './tokenizer-definition.js';

const UNKNOWN = '<|unknown|>';

/**
 * A small vocabulary for a small model: the words of the given phrases, one token each. Any other
 * word becomes the token for unknown words, and `unknownWords` lists it.
 *
 * Ids: 0 unknown, then the words in order of code points, then start, then end. The order of the
 * phrases does not matter.
 *
 * @example
 * const tokenizer = compactTokenizer(['red dress', 'blue dress'], { context: 8 });
 * tokenizer.encode('a blue dress'); // 4, 0, 1, 2, 5, 5, 5, 5
 */
export const compactTokenizer = (phrases: readonly string[], options: TokenizerOptions = {}): ClipTokenizer =>
  clipTokenizer(wordDefinition(phrases), options);

/** A WordPiece vocabulary that holds whole words only, which every reader of `tokenizer.json` understands. */
function wordDefinition(phrases: readonly string[]): TokenizerDefinition {
  const words = [...new Set(phrases.flatMap(wordsOf))].sort();
  const tokens = [UNKNOWN, ...words, START, END];
  const vocab = Object.fromEntries(tokens.map((token, id) => [token, id]));
  const model = {
    type: 'WordPiece',
    vocab,
    unk_token: UNKNOWN,
    continuing_subword_prefix: '##',
    max_input_chars_per_word: 100,
  };
  return {
    ...WORD_TOKENIZER,
    added_tokens: [UNKNOWN, START, END].map((token) => specialToken(vocab[token]!, token)),
    model,
  };
}

const WORD_TOKENIZER = {
  version: '1.0',
  truncation: null,
  padding: null,
  normalizer: CLIP_NORMALIZER,
  pre_tokenizer: WORD_SPLIT,
  post_processor: null,
  decoder: null,
};
