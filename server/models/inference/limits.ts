import { invalidInput } from '../../platform/index.js';

/** Characters. */
export const MAX_PROMPT_LENGTH = 2_000;

/** Images that one request may score. */
export const SCORED_IMAGES_RANGE = { min: 1, max: 64 } as const;

/** Images that are drawn for one prompt. */
export const CANDIDATES_RANGE = { min: 1, max: 8 } as const;

/** @throws {DomainError} INVALID_INPUT for a prompt of more than 2,000 characters */
export function requireShort(prompt: string): void {
  if (prompt.length <= MAX_PROMPT_LENGTH) return;
  throw invalidInput(`The prompt may have at most ${MAX_PROMPT_LENGTH} characters`);
}
