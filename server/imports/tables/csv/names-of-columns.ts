import { invalidInput } from '../../../platform/errors/index.js';

/** Numbers, days and times; a year may well be the name of a column. */
const DATUM = /^(?!(?:19|20)\d\d$)(?:[+-]?\d[\d.,' ]*|\d{4}-\d\d-\d\d.*)$/u;
/** One column may be called by a number. */
const MAX_DATA = 1;

/**
 * Refuses a file whose first line is a row: it would be taken for the names of the columns, and lost.
 *
 * @param name of the file
 */
export function refuseDataAsHeader(name: string, header: readonly string[]): void {
  const data = header.map((cell) => cell.trim()).filter((cell) => DATUM.test(cell));
  if (data.length <= MAX_DATA) return;
  const shown = data
    .slice(0, 3)
    .map((cell) => `"${cell}"`)
    .join(', ');
  throw invalidInput(
    `The first line of ${name} looks like data (${shown}): add a line with the names of the columns above it`,
  );
}
