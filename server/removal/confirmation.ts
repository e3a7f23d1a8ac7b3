import { invalidInput } from '../platform/index.js';

/**
 * Checks that a person typed the name of what they delete. White space does not matter: a page shows several spaces
 * as one.
 *
 * @param what `store` or `workspace`
 * @throws {DomainError} INVALID_INPUT that says what to type
 */
export function requireConfirmation(what: string, name: string, typed: string): void {
  if (plain(typed) === plain(name)) return;
  throw invalidInput(`confirmation is "${typed}", not the name of the ${what}: type "${name}" to delete it`);
}

const plain = (text: string) => text.normalize('NFC').trim().replace(/\s+/gu, ' ');
