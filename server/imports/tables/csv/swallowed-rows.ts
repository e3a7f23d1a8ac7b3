import { linesOf } from '../lines.js';
import { closingQuote } from './quoted-record.js';

/** A record of several lines. */
interface LongRecord {
  readonly cells: readonly string[];
  /** As the file has them. */
  readonly lines: readonly string[];
}

/**
 * Looks for a row of its own among the lines of one record: a quotation mark that belongs to the text of a cell may have
 * opened a cell that swallowed the rows up to the next one. A line is such a row if it has as many cells as the header.
 * Two lines have that many anyway and do not count: the first if the cell of several lines is the last one, and the
 * last if it is the first one (and holds no delimiter).
 *
 * @param width cells of the header
 * @returns the line, the first being 0; -1 if there is none
 */
export function swallowedRow({ cells, lines }: LongRecord, delimiter: string, width: number): number {
  const long = cells.map((cell, column) => ({ cell, column })).filter(({ cell }) => linesOf(cell).length > 1);
  const isLastColumn = width > 1 && long.at(0)?.column === width - 1;
  const isFirstColumn = width > 1 && long.at(-1)?.column === 0 && !long[0]?.cell.includes(delimiter);
  return lines.findIndex((line, n) => {
    if (n === 0 && isLastColumn) return false;
    if (n === lines.length - 1 && isFirstColumn) return false;
    return line.split(delimiter).length === width || quotedWidth(line, delimiter) === width;
  });
}

/** Cells of a line on its own, in which a quoted cell may lack its end. */
function quotedWidth(line: string, delimiter: string): number {
  let width = 1;
  for (let position = 0; ; width += 1) {
    const from = line[position] === '"' ? closingQuote(line, position) : position;
    const next = line.indexOf(delimiter, from);
    if (next < 0) return width;
    position = next + delimiter.length;
  }
}
