const NUL = 'A text holds the character U+0000, which cannot be stored: remove it';

/** By SQLSTATE. */
const SENTENCES: Readonly<Record<string, string>> = {
  '22021': NUL, // character_not_in_repertoire: a text
  '22P05': NUL, // untranslatable_character: a text inside JSON
  '22008': 'A date is out of range: give one between the years 1 and 9999',
};

interface Failure {
  readonly code?: unknown;
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
  const { code, routine } = error as Failure;
  if (code === '22P02' && routine === 'string_to_uuid') {
    return 'This is not an id: give one as it was answered';
  }
  return (typeof code === 'string' && SENTENCES[code]) || null;
}
