import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { Tokenizer } from '@huggingface/tokenizers';
import { ModelError } from '../model-error.js';

export interface TokenizerOptions {
  /** Tokens of every prompt with start, end and padding; CLIP's is 77. */
  readonly context?: number;
  /** What fills up short prompts: Hugging Face's CLIP and SD1.5 repeat the end token, OpenAI and SD2 use 0. */
  readonly padding?: 'end' | 'zero';
  /** What happens to a prompt that is too long; cutting is what every published model does. */
  readonly overflow?: 'cut' | 'refuse';
}

/** Turns prompts into the token ids of CLIP's vocabulary of 49,408. */
export interface ClipTokenizer {
  /** @returns the ids of the text alone, of any number */
  ids(prompt: string): readonly number[];
  /**
   * @returns [start] + ids + [end] + padding, exactly `context` numbers
   * @throws {ModelError} if the prompt is too long and `overflow` is 'refuse'
   */
  encode(prompt: string): Int32Array;
}

export const START_TOKEN = 49_406;
export const END_TOKEN = 49_407;

const MERGE_COUNT = 48_894;

/** Words of letters, single digits, other signs, and the English endings. */
const PATTERN = "'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+";

/**
 * CLIP's byte-level byte-pair encoding, as Hugging Face runs it: lower-case, white space
 * collapsed, no repair of broken characters and no HTML unescaping (OpenAI's own code does both).
 *
 * @param mergesPath `clip-merges.txt.gz` beside this file, or a model's `merges.txt`
 * @throws {ModelError} if the file cannot be read or does not hold CLIP's 48,894 merges
 */
export function openClipTokenizer(mergesPath: string, options: TokenizerOptions = {}): ClipTokenizer {
  const tokenizer = new Tokenizer(definition(readMerges(mergesPath)), {});
  const { context = 77, padding = 'end', overflow = 'cut' } = options;
  const ids = (prompt: string) => tokenizer.encode(prompt, { add_special_tokens: false }).ids;
  return {
    ids,
    encode(prompt) {
      const content = ids(prompt);
      if (content.length > context - 2 && overflow === 'refuse') throw tooLong(content.length, context - 2);
      const kept = [START_TOKEN, ...content.slice(0, context - 2), END_TOKEN];
      const encoded = new Int32Array(context).fill(padding === 'end' ? END_TOKEN : 0);
      encoded.set(kept);
      return encoded;
    },
  };
}

const tooLong = (count: number, limit: number) =>
  new ModelError(
    `The prompt has ${count} tokens, but at most ${limit} fit. Shorten it by about ${count - limit} words.`,
  );

function readMerges(path: string): string[] {
  const lines = readText(path)
    .split('\n')
    .filter((line) => line && !line.startsWith('#version'));
  if (lines.length === MERGE_COUNT) return lines;
  throw new ModelError(
    `${path} holds ${lines.length} merges, but CLIP has ${MERGE_COUNT}; take merges.txt of the model's tokenizer.`,
  );
}

function readText(path: string): string {
  try {
    const bytes = readFileSync(path);
    return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  } catch (error) {
    throw new ModelError(`The tokenizer's merges ${path} cannot be read; check the path.`, { cause: error });
  }
}

/** The tokenizer in the form of a `tokenizer.json`. */
function definition(merges: readonly string[]): object {
  const special = (id: number, content: string) => ({
    id,
    content,
    special: true,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
  });
  return {
    added_tokens: [special(START_TOKEN, '<|startoftext|>'), special(END_TOKEN, '<|endoftext|>')],
    normalizer: {
      type: 'Sequence',
      normalizers: [
        { type: 'NFC' },
        { type: 'Replace', pattern: { Regex: '\\s+' }, content: ' ' },
        { type: 'Lowercase' },
      ],
    },
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [
        { type: 'Split', pattern: { Regex: PATTERN }, behavior: 'Removed', invert: true },
        { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true },
      ],
    },
    post_processor: null,
    decoder: null,
    model: {
      type: 'BPE',
      vocab: vocabulary(merges),
      merges,
      unk_token: '<|endoftext|>',
      end_of_word_suffix: '</w>',
    },
  };
}

/** 256 bytes, the same at the end of a word, one token a merge, start and end. */
function vocabulary(merges: readonly string[]): Record<string, number> {
  const symbols = byteSymbols();
  const tokens = [
    ...symbols,
    ...symbols.map((symbol) => `${symbol}</w>`),
    ...merges.map((merge) => merge.replace(' ', '')),
    '<|startoftext|>',
    '<|endoftext|>',
  ];
  return Object.fromEntries(tokens.map((token, id) => [token, id]));
}

/** GPT-2's printable stand-ins for the 256 bytes, in CLIP's order: those that print as themselves first. */
function byteSymbols(): string[] {
  const printable = [range(0x21, 0x7e), range(0xa1, 0xac), range(0xae, 0xff)].flat();
  const others = range(0, 255).filter((byte) => !printable.includes(byte));
  return [...printable, ...others.map((_, i) => 256 + i)].map((code) => String.fromCodePoint(code));
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
