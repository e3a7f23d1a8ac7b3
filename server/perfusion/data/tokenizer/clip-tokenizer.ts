import { Tokenizer } from '@huggingface/tokenizers';
import { ModelError } from '../../model-error.js';
import { END, START, type TokenizerDefinition, WORD_PATTERN } from './tokenizer-definition.js';

export interface TokenizerOptions {
  /** Tokens of every prompt with start, end and padding; CLIP's is 77. */
  readonly context?: number;
  /** What fills up short prompts: Hugging Face's CLIP and SD1.5 repeat the end token, OpenAI and SD2 use 0. */
  readonly padding?: 'end' | 'zero';
  /** What happens to a prompt that is too long; cutting is what every published model does. */
  readonly overflow?: 'cut' | 'refuse';
}

/** Turns prompts into token ids. */
export interface ClipTokenizer {
  /** The content of its `tokenizer.json`. */
  readonly definition: TokenizerDefinition;
  readonly options: Required<TokenizerOptions>;
  /** Number of ids; the start token is one of them, and the end token the last. */
  readonly vocabulary: number;
  /** @returns the ids of the text alone, of any number */
  ids(prompt: string): readonly number[];
  /**
   * @returns [start] + ids + [end] + padding, exactly `context` numbers
   * @throws {ModelError} if the prompt is too long and `overflow` is 'refuse'
   */
  encode(prompt: string): Int32Array;
  /** @returns the words of the prompt that the model does not know; none where the vocabulary holds single bytes */
  unknownWords(prompt: string): string[];
}

/**
 * A tokenizer with CLIP's conventions: start and end tokens around the text, and the end token
 * with the largest id, because that is where the text tower looks.
 *
 * @param definition content of a `tokenizer.json`
 * @throws {ModelError} if the definition lacks a token, its end token is not the last one, or the
 *         tokenizer library does not know its kind
 */
export function clipTokenizer(
  definition: TokenizerDefinition,
  { context = 77, padding = 'end', overflow = 'cut' }: TokenizerOptions = {},
): ClipTokenizer {
  const tokenizer = createTokenizer(definition);
  const { start, end, unknown } = specialIds(definition);
  const ids = (prompt: string) => tokenizer.encode(prompt, { add_special_tokens: false }).ids;
  return {
    definition,
    options: { context, padding, overflow },
    vocabulary: end + 1,
    ids,
    encode(prompt) {
      const content = ids(prompt);
      if (content.length > context - 2 && overflow === 'refuse') throw tooLong(content.length, context - 2);
      const kept = [start, ...content.slice(0, context - 2), end];
      const encoded = new Int32Array(context).fill(padding === 'end' ? end : 0);
      encoded.set(kept);
      return encoded;
    },
    unknownWords: (prompt) => [...new Set(wordsOf(prompt).filter((word) => ids(word).includes(unknown)))],
  };
}

const tooLong = (count: number, limit: number) =>
  new ModelError(
    `The prompt has ${count} tokens, but at most ${limit} fit. Shorten it by about ${count - limit} words.`,
  );

/** CLIP's words of a text, in lower case. */
export const wordsOf = (text: string): string[] =>
  text.normalize('NFC').toLowerCase().match(new RegExp(WORD_PATTERN, 'gu')) ?? [];

function createTokenizer(definition: TokenizerDefinition): Tokenizer {
  try {
    return new Tokenizer(definition, {});
  } catch (error) {
    throw new ModelError(
      'The tokenizer.json is of a kind that is not supported; take that of a CLIP model.',
      {
        cause: error,
      },
    );
  }
}

function specialIds({ added_tokens: added, model }: TokenizerDefinition) {
  const idOf = (content: string) =>
    added.find((token) => token.content === content)?.id ?? model.vocab[content];
  const [start, end] = [idOf(START), idOf(END)];
  if (start === undefined || end === undefined)
    throw new ModelError(`The tokenizer has no ${START} or no ${END}; take that of a CLIP model.`);
  const last = [...Object.values(model.vocab), ...added.map(({ id }) => id)].reduce((a, b) => Math.max(a, b));
  if (end !== last)
    throw new ModelError(`The tokenizer's ${END} must have the largest id, ${last}, but has ${end}.`);
  const unknown = model.unk_token ? idOf(model.unk_token) : undefined;
  return { start, end, unknown: unknown ?? Number.NaN };
}
