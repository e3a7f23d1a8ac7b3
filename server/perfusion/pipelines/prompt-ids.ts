import { ModelError } from '../model-error.js';

/** What pipelines need of a tokenizer; `ClipTokenizer` is one. */
export interface PromptTokenizer {
  readonly vocabulary: number;
  /** @throws {ModelError} if the prompt is too long */
  encode(prompt: string): Int32Array;
  unknownWords(prompt: string): string[];
}

/**
 * Token ids of a prompt that says something.
 *
 * @throws {ModelError} if the prompt is empty or too long
 */
export function promptIds(tokenizer: PromptTokenizer, prompt: string): Int32Array {
  if (prompt.trim() === '') throw new ModelError('The prompt is empty. Describe the garment in a few words.');
  return tokenizer.encode(prompt);
}
