import { type Range, shownNumber } from '../../random/index.js';

/** How much of something there may be, both ends included; `min` is 0 where it is absent. */
export interface Bounds extends Partial<Range> {
  readonly max: number;
}

/** Characters (UTF-16 code units) of what names a thing or a person. */
export const NAME_LENGTH_RANGE: Range = { min: 1, max: 200 };

/** Characters of an id or a slug that a caller sends. */
export const MAX_ID_LENGTH = 200;

export const isWithin = ({ min = 0, max }: Bounds, size: number): boolean => size >= min && size <= max;

/** The bounds in words: `at most 10,000 entries`, `1 to 200 characters`. */
export function boundsWords({ min = 0, max }: Bounds, unit: string): string {
  const range = min === 0 ? 'at most' : `${shownNumber(min)} to`;
  return `${range} ${shownNumber(max)} ${unit}`;
}
