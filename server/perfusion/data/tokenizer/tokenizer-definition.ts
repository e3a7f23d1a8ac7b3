/** A token that is looked for in a prompt before it is split into words. */
export interface AddedToken {
  readonly id: number;
  readonly content: string;
  readonly special?: boolean;
}

/** The content of a `tokenizer.json`, as far as it is read here; the rest is for the tokenizer library. */
export interface TokenizerDefinition {
  readonly added_tokens: readonly AddedToken[];
  readonly model: {
    readonly type: string;
    /** Ids by token. */
    readonly vocab: Readonly<Record<string, number>>;
    /** Stands for what the vocabulary lacks. */
    readonly unk_token?: string | null;
  };
}

export const START = '<|startoftext|>';
export const END = '<|endoftext|>';

/** Words of letters, single digits, other signs, and the English endings. */
export const WORD_PATTERN = "'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+";

/** An entry of `added_tokens` that matches exactly its own text. */
export const specialToken = (id: number, content: string) => ({
  id,
  content,
  special: true,
  single_word: false,
  lstrip: false,
  rstrip: false,
  normalized: false,
});

/** CLIP's preparation of a prompt: composed characters, single spaces, lower case. */
export const CLIP_NORMALIZER = {
  type: 'Sequence',
  normalizers: [
    { type: 'NFC' },
    { type: 'Replace', pattern: { Regex: '\\s+' }, content: ' ' },
    { type: 'Lowercase' },
  ],
};

/** Cuts a prompt into CLIP's words. */
export const WORD_SPLIT = {
  type: 'Split',
  pattern: { Regex: WORD_PATTERN },
  behavior: 'Removed',
  invert: true,
};
