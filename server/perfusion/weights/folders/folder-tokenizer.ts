import type { TextConfig } from '../../clip/clip-config.js';
import type { ClipTokenizer } from '../../data/tokenizer/clip-tokenizer.js';
import { openTokenizer } from '../../data/tokenizer/open-tokenizer.js';
import { ModelError } from '../../model-error.js';

/**
 * The tokenizer of a text tower.
 *
 * @param overflow whether a prompt that is too long is refused, or cut as in the published evaluations
 * @throws {ModelError} if it has another number of ids than the tower
 */
export function openFittingTokenizer(
  folder: string,
  { vocabulary, context }: TextConfig,
  overflow: 'refuse' | 'cut' = 'refuse',
): ClipTokenizer {
  const tokenizer = openTokenizer(folder, { context, overflow });
  if (tokenizer.vocabulary === vocabulary) return tokenizer;
  throw new ModelError(
    `The tokenizer in ${folder} has ${tokenizer.vocabulary} ids, but the text tower ${vocabulary}. ` +
      "Put the model's own tokenizer.json, or merges.txt and vocab.json, there.",
  );
}
