import { invalidInput } from '../platform/index.js';

const PROMPT_LIMIT = 2_000;

/** @throws {DomainError} INVALID_INPUT for a prompt of more than 2,000 characters */
export function requireShort(prompt: string): void {
  if (prompt.length <= PROMPT_LIMIT) return;
  throw invalidInput(`The prompt may have at most ${PROMPT_LIMIT} characters`);
}
