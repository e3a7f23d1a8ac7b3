import {
  CLIP_NORMALIZER,
  END,
  START,
  specialToken,
  type TokenizerDefinition,
  WORD_SPLIT,
} from './tokenizer-definition.js';

/**
 * Byte-level byte-pair encoding as Hugging Face runs it for CLIP: lower-case, white space
 * collapsed, no repair of broken characters and no HTML unescaping (OpenAI's own code does both).
 *
 * @param merges pairs of symbols, most frequent first, as the lines of a `merges.txt`
 * @param vocab  ids by token; CLIP's order of bytes, merges, start and end if left out
 */
export function bytePairDefinition(
  merges: readonly string[],
  vocab: Readonly<Record<string, number>> = clipVocabulary(merges),
): TokenizerDefinition {
  const model = { type: 'BPE', vocab, merges, unk_token: END, end_of_word_suffix: '</w>' };
  return {
    ...WORD_TOKENIZER,
    added_tokens: [START, END].map((token) => specialToken(vocab[token]!, token)),
    model,
  };
}

const WORD_TOKENIZER = {
  normalizer: CLIP_NORMALIZER,
  pre_tokenizer: {
    type: 'Sequence',
    pretokenizers: [WORD_SPLIT, { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true }],
  },
  post_processor: null,
  decoder: null,
};

/** 256 bytes, the same at the end of a word, one token a merge, start and end. */
function clipVocabulary(merges: readonly string[]): Record<string, number> {
  const symbols = byteSymbols();
  const tokens = [
    ...symbols,
    ...symbols.map((symbol) => `${symbol}</w>`),
    ...merges.map((merge) => merge.replace(' ', '')),
    START,
    END,
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
