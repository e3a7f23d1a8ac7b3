import { ValidateBy } from 'class-validator';
import { boundsWords, isWithin, Limited, NAME_LENGTH_RANGE } from '../platform/index.js';

/** Characters of what a person searches for. */
export const MAX_SEARCH_LENGTH = 200;

/** Whether a text can be a name: not blank, not too long, and without the NUL that PostgreSQL cannot keep. */
export const isName = (text: unknown): text is string =>
  typeof text === 'string' &&
  text.trim() !== '' &&
  isWithin(NAME_LENGTH_RANGE, text.length) &&
  !text.includes('\u0000');

/** Completes the sentence about a text that is no name. */
export const NAME_FAULT = `must have ${boundsWords(NAME_LENGTH_RANGE, 'characters')}`;

/** On an input's field: it must be a name. */
export const IsName = () => (target: object, property: string) => {
  Limited({ length: NAME_LENGTH_RANGE })(target, property);
  ValidateBy({
    name: 'isName',
    validator: {
      validate: isName,
      defaultMessage: (given) => `${given?.property} ${NAME_FAULT}`,
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
