import { shownNumber } from './shown-number.js';

/** Which numbers something may have, both ends included. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/** A `number` may have a fraction. */
export type NumberKind = 'whole number' | 'number';

/** The range in words: `from 0 to 4,294,967,295`. */
export const rangeWords = ({ min, max }: Range): string => `from ${shownNumber(min)} to ${shownNumber(max)}`;

/**
 * What is wrong with a number, as the end of a sentence that begins with its name; null if nothing is. Every check of
 * a range says it in these words, the number as it was sent.
 *
 * @example rangeFault(-1, 'whole number', { min: 0, max: 9 }) // 'must be a whole number from 0 to 9, not -1'
 */
export function rangeFault(value: number, kind: NumberKind, range: Range): string | null {
  const fits = value >= range.min && value <= range.max && (kind === 'number' || Number.isInteger(value));
  return fits ? null : `must be a ${kind} ${rangeWords(range)}, not ${value}`;
}

/** Every integer that a number holds exactly. */
export const SAFE_INTEGER_RANGE: Range = { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER };

/** @throws {RangeError} unless the value is a whole number within the range */
export function requireWholeNumber(name: string, value: number, range: Range): void {
  const fault = rangeFault(value, 'whole number', range);
  if (fault) throw new RangeError(`${name} ${fault}`);
}
