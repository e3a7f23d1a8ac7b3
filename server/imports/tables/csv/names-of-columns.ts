import { invalidInput } from '../../../platform/errors/index.js';

/** Numbers, days and times; a year may well be the name of a column. */
const DATUM = /^(?!(?:19|20)\d\d$)(?:[+-]?\d[\d.,' ]*|\d{4}-\d\d-\d\d.*)$/u;
/** Some columns are named by numbers, e.g. sizes or days. */
const MIN_SHARE = 0.5;

/**
 * Refuses a file whose first line is a row, as at least half of its cells show: it would be taken for the names of the
 * columns, and lost.
 *
 * @param name of the file
 */
export function refuseDataAsHeader(name: string, header: readonly string[]): void {
  const cells = header.map((cell) => cell.trim()).filter((cell) => cell !== '');
  const data = cells.filter((cell) => DATUM.test(cell));
  if (data.length < 2 || data.length < cells.length * MIN_SHARE) return;
  const shown = data
    .slice(0, 3)
    .map((cell) => `"${cell}"`)
    .join(', ');
  throw invalidInput(
    `The first line of ${name} looks like data (${shown}): its first line must name the columns: add that line, or remove the lines above it`,
  );
}
