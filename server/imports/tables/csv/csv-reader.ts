import { invalidInput } from '../../../platform/errors/index.js';
import { MAX_ROW_LENGTH, MAX_ROW_MEBIBYTES } from '../../limits.js';
import { linesOf } from '../lines.js';
import { type CsvDialect, CsvQuoting } from './csv-quoting.js';
import { QuoteFault, quotedRecord } from './quoted-record.js';
import { swallowedRow } from './swallowed-rows.js';
import { TextPiece } from './text-piece.js';

interface CsvRecord {
  readonly cells: readonly string[];
  /** The position of its line break. */
  readonly end: number;
  /** The position of the line after it. */
  readonly next: number;
  /** Its lines if they are several. */
  readonly lines: readonly string[] | null;
}

const TOO_LONG = `a row is longer than ${MAX_ROW_MEBIBYTES} MiB, which is the limit: does a quotation mark open a cell and none closes it, or do the lines not end?`;
const NOT_QUOTED = 'If the file does not quote its cells, set quoting to "none"';
const WRITTEN_TWICE = 'if it does, a quotation mark inside a quoted cell must be written twice';
const TRUSTED = 'if its cells do hold such lines, set quoting to "quoted"';

/**
 * Cuts the text of a CSV, given in pieces, into records. CRLF, LF and CR end a line, also in one file. A closing
 * quotation mark must be followed by a delimiter or a line end, and no quoted cell may hold a line that reads like a
 * row of its own (see `swallowedRow`), unless its quoting is trusted or there is none.
 */
export class CsvReader {
  private rest = '';
  private width: number | null = null;

  /**
   * @param name of the file
   * @param line of the file, where `rest` begins
   */
  constructor(
    private readonly name: string,
    private readonly dialect: CsvDialect,
    private line = 1,
  ) {}

  /**
   * The records that have ended by now.
   *
   * @param isLast whether this is the last piece
   * @throws {DomainError} INVALID_INPUT naming the lines of a fault of quotation marks, and for a row beyond its limit
   */
  *records(text: string, isLast: boolean): Generator<readonly string[], void, undefined> {
    const piece = new TextPiece(this.rest + text, isLast);
    let start = 0;
    while (start < piece.text.length) {
      const record = this.recordAt(piece, start);
      if ((record?.end ?? piece.text.length) - start > MAX_ROW_LENGTH) throw this.fault(TOO_LONG);
      if (!record) break;
      this.width ??= record.cells.length;
      if (record.lines) this.refuseSwallowedRow(record.cells, record.lines, this.width);
      this.line += record.lines?.length ?? 1;
      start = record.next;
      yield record.cells;
    }
    this.rest = piece.text.slice(start);
  }

  private recordAt(piece: TextPiece, start: number): CsvRecord | null {
    const { delimiter, quoting } = this.dialect;
    const end = piece.lineEnd(start);
    if (quoting !== CsvQuoting.NONE && piece.hasQuotationMark(start, end))
      return this.quotedRecordAt(piece, start, end);
    const next = piece.nextLine(end);
    if (next === null) return null;
    return { cells: piece.text.slice(start, end).split(delimiter), end, next, lines: null };
  }

  private quotedRecordAt(piece: TextPiece, start: number, lineEnd: number): CsvRecord | null {
    try {
      const record = quotedRecord(piece, start, this.dialect.delimiter);
      const next = record && piece.nextLine(record.end);
      if (next === null) return null;
      const { cells, end } = record!;
      return { cells, end, next, lines: end > lineEnd ? linesOf(piece.text.slice(start, end)) : null };
    } catch (error) {
      if (!(error instanceof QuoteFault)) throw error;
      const [first, last] = [error.start, error.end].map((end) =>
        this.lineAfter(piece.text.slice(start, end)),
      );
      throw this.fault(`${error.message}. ${NOT_QUOTED}; ${WRITTEN_TWICE}`, first, last);
    }
  }

  private refuseSwallowedRow(cells: readonly string[], lines: readonly string[], width: number): void {
    const { delimiter, quoting } = this.dialect;
    if (quoting === CsvQuoting.QUOTED) return;
    const swallowed = swallowedRow({ cells, lines }, delimiter, width);
    if (swallowed < 0) return;
    const reason = `a quoted cell makes these lines one row, but line ${this.line + swallowed} reads like a row of its own`;
    throw this.fault(`${reason}. ${NOT_QUOTED}; ${TRUSTED}`, this.line, this.line + lines.length - 1);
  }

  /** The line of the file that a text ends in, which begins where the current record does. */
  private lineAfter(text: string): number {
    return this.line + linesOf(text).length - 1;
  }

  private fault(reason: string, first = this.line, last = first): Error {
    const where = first === last ? `line ${first}` : `lines ${first} to ${last}`;
    return invalidInput(`${this.name}, ${where}: ${reason}`);
  }
}
