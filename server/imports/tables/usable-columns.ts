import { invalidInput, shownNumber } from '../../platform/errors/index.js';
import { MAX_COLUMN_NAME_LENGTH, MAX_COLUMNS } from '../limits.js';

/**
 * The columns of a file, before anything is done with them.
 *
 * @throws {DomainError} INVALID_INPUT for more than `MAX_COLUMNS`, a name longer than `MAX_COLUMN_NAME_LENGTH`, or one with
 *   half of a character
 */
export function usableColumns(fileName: string, columns: readonly string[]): readonly string[] {
  if (columns.length > MAX_COLUMNS) throw tooManyColumns(fileName);
  const long = columns.findIndex((name) => name.length > MAX_COLUMN_NAME_LENGTH);
  if (long < 0) return wellFormed(fileName, columns);
  throw invalidInput(
    `The name of column ${long + 1} of ${fileName} is longer than ${MAX_COLUMN_NAME_LENGTH} characters, which is the limit: shorten it. Does the first line name the columns?`,
  );
}

function wellFormed(fileName: string, columns: readonly string[]): readonly string[] {
  const broken = columns.findIndex((name) => /\p{Surrogate}/u.test(name));
  if (broken < 0) return columns;
  throw invalidInput(
    `The name of column ${broken + 1} of ${fileName} holds half of a character (a lone surrogate), which cannot be stored: rename it`,
  );
}

export const tooManyColumns = (fileName: string) =>
  invalidInput(
    `${fileName} has more than ${shownNumber(MAX_COLUMNS)} columns, which is the limit: keep the columns that the import needs`,
  );
