const NUL = 'A text holds the character U+0000, which cannot be stored: remove it';

/** By SQLSTATE. */
const SENTENCES: Readonly<Record<string, string>> = {
  '22021': NUL, // character_not_in_repertoire: a text
  '22P05': NUL, // untranslatable_character: a text inside JSON
  '22008': 'A date is out of range: give one between the years 1 and 9999',
};

const LONE_SURROGATE =
  'A text holds half of a character (a lone surrogate), which cannot be stored: remove it';

/** As `JSON.stringify` writes half of a character; whole ones it writes as they are. */
const HALF_CHARACTER = /\\ud[89a-f][0-9a-f]{2}/;

interface Failure {
  readonly code?: unknown;
  /** Values of the query, JSON as text. */
  readonly parameters?: unknown;
  /** The function of PostgreSQL that complained: unlike the message, in no language. */
  readonly routine?: unknown;
}

/**
 * What to tell a caller whose value PostgreSQL refused although it had the right type; null for every other error.
 *
 * @see https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
export function refusedValue(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const { code, routine, parameters } = error as Failure;
  if (code === '22P02' && routine === 'string_to_uuid') {
    return 'This is not an id: give one as it was answered';
  }
  if (code === '22P02' && Array.isArray(parameters) && parameters.some(isHalfJson)) return LONE_SURROGATE;
  return (typeof code === 'string' && SENTENCES[code]) || null;
}

const isHalfJson = (value: unknown) => typeof value === 'string' && HALF_CHARACTER.test(value);
