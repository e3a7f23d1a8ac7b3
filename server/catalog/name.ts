import { ValidateBy } from 'class-validator';

/** Longest name of a store, key, title or category, in UTF-16 code units. */
export const NAME_LENGTH_LIMIT = 200;

/** Whether a text can be a name: not blank, not too long, and without the NUL that PostgreSQL cannot keep. */
export const isName = (text: unknown): text is string =>
  typeof text === 'string' &&
  text.trim() !== '' &&
  text.length <= NAME_LENGTH_LIMIT &&
  !text.includes('\u0000');

/** On an input's field: it must be a name. */
export const IsName = () =>
  ValidateBy({
    name: 'isName',
    validator: {
      validate: isName,
      defaultMessage: (given) => `${given?.property} must have 1 to ${NAME_LENGTH_LIMIT} characters`,
    },
  });

/**
 * The LIKE pattern of texts that contain what a person typed, taken literally. Compare lower cases: ILIKE would change
 * the case of the pattern again for every row.
 */
export const containing = (search: string) =>
  `%${search
    .trim()
    .replaceAll('\u0000', '')
    .replace(/[\\%_]/g, '\\$&')}%`;
