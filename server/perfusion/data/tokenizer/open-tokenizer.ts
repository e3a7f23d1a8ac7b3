import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { ModelError } from '../../model-error.js';
import { bytePairDefinition } from './byte-pair-definition.js';
import { type ClipTokenizer, clipTokenizer, type TokenizerOptions } from './clip-tokenizer.js';
import { END, type TokenizerDefinition } from './tokenizer-definition.js';

const MERGE_COUNT = 48_894;

/**
 * CLIP's own tokenizer, whose vocabulary of 49,408 all published CLIP models share.
 *
 * @param mergesPath a model's `merges.txt`; the list that comes with Toile if left out
 * @throws {ModelError} if the file cannot be read or does not hold CLIP's 48,894 merges
 */
export function openClipTokenizer(
  mergesPath: string = embeddedMerges(),
  options: TokenizerOptions = {},
): ClipTokenizer {
  const merges = readMerges(mergesPath);
  if (merges.length === MERGE_COUNT) return clipTokenizer(bytePairDefinition(merges), options);
  throw new ModelError(
    `${mergesPath} holds ${merges.length} merges, but CLIP has ${MERGE_COUNT}; take merges.txt of the model's tokenizer.`,
  );
}

/**
 * Opens the tokenizer of a model folder: `tokenizer.json`, or `merges.txt` with `vocab.json`. A
 * folder without either gets CLIP's own. How short prompts are filled up is read from
 * `tokenizer_config.json` or `special_tokens_map.json`.
 *
 * @throws {ModelError} if a file cannot be read, or it is no tokenizer of a CLIP model
 */
export function openTokenizer(folder: string, options: TokenizerOptions = {}): ClipTokenizer {
  const definition = definitionIn(folder);
  if (!definition) return openClipTokenizer(embeddedMerges(), options);
  return clipTokenizer(definition, { padding: paddingIn(folder, definition), ...options });
}

/** Writes `tokenizer.json` and `tokenizer_config.json`, as `openTokenizer` and Hugging Face read them. */
export function writeTokenizer(folder: string, { definition, options }: ClipTokenizer): void {
  const { context, padding } = options;
  const first = Object.entries(definition.model.vocab).find(([, id]) => id === 0)?.[0];
  const config = {
    tokenizer_class: 'PreTrainedTokenizerFast',
    model_max_length: context,
    pad_token: padding === 'end' ? END : first,
  };
  writeFileSync(join(folder, 'tokenizer.json'), `${JSON.stringify(definition)}\n`);
  writeFileSync(join(folder, 'tokenizer_config.json'), `${JSON.stringify(config, null, 2)}\n`);
}

/** The list of merges beside the sources; the compiler copies no data. */
function embeddedMerges(): string {
  const folder = dirname(fileURLToPath(import.meta.url));
  const compiled = join(folder, 'clip-merges.txt.gz');
  return existsSync(compiled)
    ? compiled
    : join(folder.replace(/([\\/])dist([\\/]server)/, '$2'), 'clip-merges.txt.gz');
}

function definitionIn(folder: string): TokenizerDefinition | null {
  const [json, merges, vocabulary] = ['tokenizer.json', 'merges.txt', 'vocab.json'].map((name) =>
    join(folder, name),
  ) as [string, string, string];
  if (existsSync(json)) return requireDefinition(readJson(json), json);
  if (!existsSync(merges) && !existsSync(vocabulary)) return null;
  return bytePairDefinition(readMerges(merges), requireVocabulary(readJson(vocabulary), vocabulary));
}

function requireDefinition(value: unknown, path: string): TokenizerDefinition {
  const definition = value as Partial<TokenizerDefinition> | null;
  requireVocabulary(definition?.model?.vocab, path);
  if (Array.isArray(definition?.added_tokens)) return definition as TokenizerDefinition;
  throw new ModelError(`${path} has no added_tokens; take the tokenizer.json of a CLIP model.`);
}

function requireVocabulary(value: unknown, path: string): Record<string, number> {
  const isVocabulary =
    typeof value === 'object' && value !== null && Object.values(value).every(Number.isSafeInteger);
  if (isVocabulary && END in value) return value as Record<string, number>;
  throw new ModelError(`${path} holds no vocabulary with ${END}; take that of a CLIP model.`);
}

function paddingIn(folder: string, { model }: TokenizerDefinition): 'end' | 'zero' {
  const name = ['tokenizer_config.json', 'special_tokens_map.json'].find((file) =>
    existsSync(join(folder, file)),
  );
  if (!name) return 'end';
  const config = readJson(join(folder, name)) as { pad_token?: string | { content: string } | null } | null;
  if (!config) throw new ModelError(`${join(folder, name)} is no JSON object; download it again.`);
  const { pad_token: token } = config;
  const text = typeof token === 'object' ? token?.content : token;
  if (!text || text === END) return 'end';
  if (model.vocab[text] === 0) return 'zero';
  throw new ModelError(`${join(folder, name)} pads with ${text}; only ${END} or the token 0 is supported.`);
}

function readMerges(path: string): string[] {
  return readText(path)
    .split('\n')
    .filter((line) => line && !line.startsWith('#version'));
}

function readText(path: string): string {
  try {
    const bytes = readFileSync(path);
    return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  } catch (error) {
    throw new ModelError(`The tokenizer's file ${path} cannot be read; check the path.`, { cause: error });
  }
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readText(path));
  } catch (error) {
    if (error instanceof ModelError) throw error;
    throw new ModelError(`${path} is no JSON; download it again.`, { cause: error });
  }
}
