import { invalidInput } from '../platform/index.js';

/** The number of an option; null if it is not given. @throws {DomainError} INVALID_INPUT for any other text */
export function numberOf(option: string, text: string): number;
export function numberOf(option: string, text: string | undefined): number | null;
export function numberOf(option: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value)) return value;
  throw invalidInput(`${option} must be a number, not "${text}"`);
}
