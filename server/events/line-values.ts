import { isWithin } from '../platform/index.js';
import { QUANTITY_RANGE } from './event.js';

/** Pieces of a line: 1 if it states none (absent, null or blank); null for what is not a whole number from 1. */
export function quantityOf(value: unknown): number | null {
  if (value === undefined || value === null) return 1;
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const text = String(value).trim();
  if (text === '') return 1;
  const number = /^\d+(\.0*)?$/u.test(text) ? Number(text) : 0;
  return isWithin(QUANTITY_RANGE, number) ? number : null;
}

/** Price of a piece in major units, as plain decimal text; null if there is none, or it is not a decimal number from 0. */
export function priceOf(value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const text = String(value).trim();
  return /^(\d+\.?\d*|\.\d+)$/u.test(text) ? text : null;
}

/**
 * Whether a text may mean a number or a thousand times it: 1.299 is 1,299 where a point groups digits. A number is what
 * it says, and so is a text of three decimals in a currency that has three.
 *
 * @param digits how many decimals such values have
 */
export const mayGroupDigits = (value: unknown, digits: number): boolean =>
  typeof value === 'string' && digits !== 3 && /^[1-9]\d{0,2}\.\d{3}$/u.test(value.trim());
