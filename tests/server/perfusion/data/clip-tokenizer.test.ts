import { expect, it } from '@jest/globals';
import { openClipTokenizer } from '../../../../server/perfusion/data/clip-tokenizer.js';
import { goldenJson } from '../support/golden.js';

interface Case {
  readonly text: string;
  readonly ids: number[];
  readonly ids77_hf_pad_49407: number[];
}

const MERGES = 'server/perfusion/data/clip-merges.txt.gz';
const { cases } = goldenJson<{ cases: Case[] }>('tokenizer/golden.json');
const tokenizer = openClipTokenizer(MERGES);

/** OpenAI unescapes HTML before it tokenizes; Hugging Face, and so every model here, does not. */
const isEscaped = ({ text }: Case) => text.includes('&lt;');

it('agrees with OpenAI on 87 of 88 prompts, all but the one with HTML entities', () => {
  const differing = cases.filter(({ text, ids }) => String(tokenizer.ids(text)) !== String(ids));

  expect(cases).toHaveLength(88);
  expect(differing).toEqual(cases.filter(isEscaped));
});

it('pads with the end token, and cuts what is too long before it', () => {
  for (const { text, ids77_hf_pad_49407: expected } of cases.filter((prompt) => !isEscaped(prompt))) {
    expect([...tokenizer.encode(text)]).toEqual(expected);
  }
});

it('pads with zeros for the models of OpenAI, to any length', () => {
  const short = openClipTokenizer(MERGES, { context: 5, padding: 'zero' });

  expect([...short.encode('a')]).toEqual([49406, 320, 49407, 0, 0]);
  expect([...short.encode('a a a a a')]).toEqual([49406, 320, 320, 320, 49407]);
});

it('refuses an overlong prompt where asked to, and files that are not CLIP merges', () => {
  const strict = openClipTokenizer(MERGES, { context: 5, overflow: 'refuse' });

  expect(() => strict.encode('a a a a a')).toThrow('The prompt has 5 tokens, but at most 3 fit. Shorten it');
  expect(() => openClipTokenizer('package.json')).toThrow(
    /package\.json holds \d+ merges, but CLIP has 48894/,
  );
  expect(() => openClipTokenizer('absent.txt')).toThrow('cannot be read; check the path');
});
