import { beginningOf } from '../../shown-text.js';
import { linesOf } from '../lines.js';
import type { TextPiece } from './text-piece.js';

/** A fault of quotation marks, between two positions of the text; its message is the end of a sentence. */
export class QuoteFault extends Error {
  constructor(
    readonly start: number,
    readonly end: number,
    message: string,
  ) {
    super(message);
  }
}

interface Cell {
  readonly text: string;
  /** The position after it; beyond the text if its closing quotation mark is missing. */
  readonly end: number;
}

/**
 * Reads a record of which some cell may be quoted, up to its line break. A cell is quoted if its first character is a
 * quotation mark; further inside a cell that is not quoted (`5" heel`) the character stands for itself.
 *
 * @returns null if the record may go on in the next piece
 * @throws {QuoteFault} for a text after a closing quotation mark, an opening one after a space, and one never closed
 */
export function quotedRecord(
  piece: TextPiece,
  start: number,
  delimiter: string,
): { cells: string[]; end: number } | null {
  const { text, isLast } = piece;
  const cells: string[] = [];
  for (let position = start; ; ) {
    const cell = cellAt(piece, position, delimiter);
    if (!isLast && cell.end + delimiter.length >= text.length) return null;
    if (cell.end > text.length)
      throw new QuoteFault(position, position, 'a quotation mark opens a cell and none closes it');
    cells.push(cell.text);
    if (!text.startsWith(delimiter, cell.end)) {
      refuseFurtherText(text, position, cell.end);
      return { cells, end: cell.end };
    }
    position = cell.end + delimiter.length;
  }
}

function cellAt(piece: TextPiece, start: number, delimiter: string): Cell {
  const { text } = piece;
  if (text[start] === '"') {
    const closing = closingQuote(text, start);
    const written = text.slice(start + 1, closing);
    return { text: written.includes('"') ? written.replaceAll('""', '"') : written, end: closing + 1 };
  }
  const line = text.slice(start, piece.lineEnd(start));
  const next = line.indexOf(delimiter);
  const cell = next < 0 ? line : line.slice(0, next);
  if (/^\s+"/.test(cell))
    throw new QuoteFault(start, start, 'a cell begins with a space and a quotation mark; remove the space');
  return { text: cell, end: start + cell.length };
}

/** The position of the quotation mark that closes the one at `opening`; the length of the text if none does. */
export function closingQuote(text: string, opening: number): number {
  let position = text.indexOf('"', opening + 1);
  while (position >= 0 && text[position + 1] === '"') position = text.indexOf('"', position + 2);
  return position < 0 ? text.length : position;
}

const SHOWN_LENGTH = 20;

/** After a cell that no delimiter follows. */
function refuseFurtherText(text: string, start: number, end: number): void {
  const [next = ''] = linesOf(text.slice(end, end + SHOWN_LENGTH + 1));
  if (next === '') return;
  const reason = `a quotation mark closes a cell, but "${beginningOf(next, SHOWN_LENGTH)}" follows it`;
  throw new QuoteFault(start, end, reason);
}
