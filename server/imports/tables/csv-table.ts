import { pipeline, Readable } from 'node:stream';
import { CsvError, type Parser, parse } from 'csv-parse';
import { invalidInput } from '../../platform/errors/index.js';
import { MAX_ROW_LENGTH, MAX_ROW_MEBIBYTES } from '../limits.js';
import { beginningOf } from '../shown-text.js';
import { detectDelimiter } from './detect-delimiter.js';
import type { Table, TableRow } from './table.js';
import type { TableSource } from './table-source.js';
import { usableColumns } from './usable-columns.js';
import { utf8Text } from './utf8-text.js';

const SAMPLE_CHARACTERS = 64 * 1024;

/**
 * A CSV with a header. Records that are wider or narrower than the header carry a problem; blank lines are
 * passed over; a header cell that is blank or repeated gets a name of its own (`column 3`, `price (2)`).
 *
 * @param delimiter found from the file where it is not given
 * @throws {DomainError} INVALID_INPUT for text that is not UTF-8, has no header, or too many columns
 */
export async function openCsv(source: TableSource, delimiter?: string): Promise<Table> {
  const separator = delimiter ?? detectDelimiter(await sampleOf(source));
  const header = await headerOf(source, separator);
  const columns = columnNames(usableColumns(source.name, header));
  let bytesRead = 0;
  return {
    format: 'CSV',
    delimiter: separator,
    columns,
    fractionRead: () => bytesRead / source.byteSize,
    rows: () => {
      bytesRead = 0;
      return csvRows(
        records(source, separator, (count) => (bytesRead += count)),
        header.length,
      );
    },
  };
}

async function* csvRows(
  found: AsyncIterable<string[]>,
  width: number,
): AsyncGenerator<TableRow, void, undefined> {
  let number = 0;
  for await (const cells of found) {
    number += 1;
    if (number === 1 || isBlank(cells)) continue;
    const problem = cells.length === width ? null : `has ${cells.length} cells where the header has ${width}`;
    yield { number, cells, numeric: null, problem };
  }
}

const isBlank = (cells: readonly string[]) => cells.length === 1 && cells[0]?.trim() === '';

async function* records(
  source: TableSource,
  delimiter: string,
  onBytes?: (count: number) => void,
): AsyncGenerator<string[], void, undefined> {
  const parser = parse({
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: MAX_ROW_LENGTH,
  });
  pipeline(Readable.from(rowsThatEnd(source, parser, onBytes)), parser, () => {});
  try {
    for await (const cells of parser) yield cells;
  } catch (error) {
    if (error instanceof CsvError) throw unreadable(source.name, error);
    throw error;
  }
}

/** The text of a source: the parser limits the characters of a row, but not how many empty cells it has. */
async function* rowsThatEnd(
  source: TableSource,
  { info }: Parser,
  onBytes?: (count: number) => void,
): AsyncGenerator<string, void, undefined> {
  let records = 0;
  let length = 0;
  for await (const text of utf8Text(source, onBytes)) {
    length = info.records === records ? length + text.length : text.length;
    records = info.records;
    if (length > 2 * MAX_ROW_LENGTH) throw invalidInput(`${source.name}: ${FAULTS.CSV_MAX_RECORD_SIZE}`);
    yield text;
  }
}

const FAULTS: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quotation mark opens a cell and none closes it',
  CSV_MAX_RECORD_SIZE: `a row is longer than ${MAX_ROW_MEBIBYTES} MiB, which is the limit: does a quotation mark open a cell and none closes it, or do the lines not end?`,
};

function unreadable(name: string, { code, lines, message }: CsvError): Error {
  const where = typeof lines === 'number' ? ` near line ${lines}` : '';
  return invalidInput(`${name}${where}: ${FAULTS[code] ?? beginningOf(message)}`);
}

async function headerOf(source: TableSource, delimiter: string): Promise<string[]> {
  for await (const cells of records(source, delimiter)) {
    if (isBlank(cells)) break;
    return cells;
  }
  throw invalidInput(`${source.name} has no header: its first line must name the columns`);
}

async function sampleOf(source: TableSource): Promise<string> {
  let sample = '';
  for await (const text of utf8Text(source)) {
    sample += text;
    if (sample.length >= SAMPLE_CHARACTERS) break;
  }
  return sample.slice(0, SAMPLE_CHARACTERS);
}

function columnNames(header: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return header.map((cell, index) => {
    const name = cell.trim() || `column ${index + 1}`;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}
