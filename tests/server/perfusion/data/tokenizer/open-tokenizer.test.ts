import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { compactTokenizer } from '../../../../../server/perfusion/data/tokenizer/compact-tokenizer.js';
import {
  openClipTokenizer,
  openTokenizer,
  writeTokenizer,
} from '../../../../../server/perfusion/data/tokenizer/open-tokenizer.js';
import { goldenJson } from '../../../../support/perfusion/golden.js';

interface Case {
  readonly text: string;
  readonly ids: number[];
  readonly ids77_hf_pad_49407: number[];
}

const MERGES = 'server/perfusion/data/tokenizer/clip-merges.txt.gz';
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

describe('the tokenizer of a model folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'tokenizer-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (name: string, content: unknown) =>
    writeFileSync(path.join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));

  it("is CLIP's own where the folder brings none", () => {
    expect(openTokenizer(folder).encode('a dress')).toEqual(tokenizer.encode('a dress'));
  });

  it('comes from merges.txt with vocab.json, which say the same as tokenizer.json', () => {
    const { merges, vocab } = tokenizer.definition.model as unknown as {
      merges: string[];
      vocab: Record<string, number>;
    };
    write('merges.txt', ['#version: 0.2', ...merges].join('\n'));
    write('vocab.json', vocab);
    const fromPair = openTokenizer(folder);
    write('tokenizer.json', tokenizer.definition);
    const fromJson = openTokenizer(folder);

    for (const { text } of cases) {
      expect(fromPair.encode(text)).toEqual(tokenizer.encode(text));
      expect(fromJson.encode(text)).toEqual(tokenizer.encode(text));
    }
  });

  it('pads as its configuration says, or refuses', () => {
    write('tokenizer.json', compactTokenizer(['red dress']).definition);
    write('tokenizer_config.json', { pad_token: '<|unknown|>' });
    expect([...openTokenizer(folder, { context: 4 }).encode('red')]).toEqual([3, 2, 4, 0]);

    write('tokenizer_config.json', { pad_token: { content: '<|endoftext|>' } });
    expect([...openTokenizer(folder, { context: 4 }).encode('red')]).toEqual([3, 2, 4, 4]);

    write('tokenizer_config.json', { pad_token: 'dress' });
    expect(() => openTokenizer(folder)).toThrow('pads with dress; only <|endoftext|> or the token 0');
  });

  it('is refused where it is damaged, or its end token is not the last', () => {
    write('tokenizer.json', '{');
    expect(() => openTokenizer(folder)).toThrow('tokenizer.json is no JSON; download it again');

    write('tokenizer.json', { model: { type: 'BPE', vocab: {} } });
    expect(() => openTokenizer(folder)).toThrow('holds no vocabulary with <|endoftext|>');

    const { model, ...rest } = compactTokenizer(['red']).definition;
    write('tokenizer.json', { ...rest, model, added_tokens: [null] });
    expect(() => openTokenizer(folder)).toThrow('of a kind that is not supported');

    write('tokenizer.json', { ...rest, model: { ...model, vocab: { ...model.vocab, late: 9 } } });
    expect(() => openTokenizer(folder)).toThrow('<|endoftext|> must have the largest id, 9, but has 3');
  });

  it('is refused where its configuration is no object', () => {
    write('tokenizer.json', compactTokenizer(['red dress']).definition);
    write('tokenizer_config.json', 'null');

    expect(() => openTokenizer(folder)).toThrow('tokenizer_config.json is no JSON object');
  });

  it('survives writing and reading', () => {
    const compact = compactTokenizer(['red dress', "women's coat"], { context: 8, padding: 'zero' });
    writeTokenizer(folder, compact);

    expect(openTokenizer(folder, { context: 8 }).encode("women's red hat")).toEqual(
      compact.encode("women's red hat"),
    );
  });
});
