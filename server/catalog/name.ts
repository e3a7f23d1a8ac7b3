import { ValidateBy } from 'class-validator';
import { boundsWords, hasBrokenCharacter, isWithin, Limited, NAME_LENGTH_RANGE } from '../platform/index.js';

/** Characters of what a person searches for. */
export const MAX_SEARCH_LENGTH = 200;

/**
 * Completes the sentence about a text that cannot be a name: it is blank, too long, or has a character that PostgreSQL
 * cannot keep; null for one that can.
 */
export function nameFault(text: unknown): string | null {
  if (typeof text !== 'string' || text.trim() === '' || !isWithin(NAME_LENGTH_RANGE, text.length))
    return `must have ${boundsWords(NAME_LENGTH_RANGE, 'characters')}`;
  if (text.includes('\u0000')) return 'must not hold the character U+0000';
  return hasBrokenCharacter(text)
    ? 'must not hold a broken character: send it in UTF-8, and cut no character'
    : null;
}

export const isName = (text: unknown): text is string => nameFault(text) === null;

/** On an input's field: it must be a name. */
export const IsName = () => (target: object, property: string) => {
  Limited({ length: NAME_LENGTH_RANGE })(target, property);
  ValidateBy({
    name: 'isName',
    validator: {
      validate: isName,
      defaultMessage: (given) => `${given?.property} ${nameFault(given?.value)}`,
    },
  })(target, property);
};

/**
 * The LIKE pattern of texts that contain what a person typed, taken literally. Compare lower cases: ILIKE would change
 * the case of the pattern again for every row.
 */
export const containing = (search: string) =>
  `%${search
    .trim()
    .replaceAll('\u0000', '')
    .replace(/[\\%_]/g, '\\$&')}%`;
