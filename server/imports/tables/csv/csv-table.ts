import { invalidInput } from '../../../platform/errors/index.js';
import { counted } from '../../shown-text.js';
import { checkedRow } from '../checked-row.js';
import { countLines } from '../lines.js';
import type { Table, TableRow } from '../table.js';
import type { TableSource } from '../table-source.js';
import { usableColumns } from '../usable-columns.js';
import { utf8Text } from '../utf8-text.js';
import type { CsvDialect, CsvSettings } from './csv-quoting.js';
import { CsvReader } from './csv-reader.js';
import { type CsvSample, detectDelimiter } from './detect-delimiter.js';
import { refuseDataAsHeader } from './names-of-columns.js';
import { headerGuard } from './repeated-header.js';
import { type SepLine, sepLineOf, withoutFormulas } from './spreadsheet-marks.js';

const IMPOSSIBLE_DELIMITER =
  'A quotation mark or a line break cannot be the delimiter: state the character between the cells';
const SAMPLE_CHARACTERS = 64 * 1024;

/**
 * A CSV with a header. Records that are wider or narrower than the header carry a problem; blank lines are
 * passed over; a header cell that is blank or repeated gets a name of its own (`column 3`, `price (2)`). What spreadsheets
 * write for themselves is understood: a first line `sep=;`, and `="00123"` for a text.
 *
 * @throws {DomainError} INVALID_INPUT, also from `rows`, for text that is not UTF-8, has no header, too many columns,
 *   a fault of quotation marks, or the header once more
 */
export async function openCsv(
  source: TableSource,
  { delimiter: stated, quoting }: CsvSettings,
): Promise<Table> {
  if (stated && /["\r\n]/.test(stated)) throw invalidInput(IMPOSSIBLE_DELIMITER);
  const sample = await sampleOf(source);
  const sepLine = sepLineOf(sample.text);
  const delimiter = stated || sepLine?.delimiter || detectDelimiter(sample, quoting);
  const file = { source, dialect: { delimiter, quoting }, sepLine };
  const header = await headerOf(file);
  refuseDataAsHeader(source.name, header);
  const columns = columnNames(usableColumns(source.name, header));
  let bytesRead = 0;
  return {
    format: 'CSV',
    delimiter,
    columns,
    columnsAreComplete: true,
    countLines: () => countLines(source),
    fractionRead: () => bytesRead / source.byteSize,
    rows: () => {
      bytesRead = 0;
      return csvRows({ ...file, onBytes: (count) => (bytesRead += count) }, header);
    },
  };
}

interface CsvFile {
  readonly source: TableSource;
  readonly dialect: CsvDialect;
  readonly sepLine: SepLine | null;
  readonly onBytes?: (count: number) => void;
}

async function* csvRows(file: CsvFile, names: readonly string[]): AsyncGenerator<TableRow, void, undefined> {
  const header = headerLine(file);
  const width = names.length;
  const refuseHeader = headerGuard(file.source.name, names);
  let number = header - 1;
  for await (const records of recordsOf(file)) {
    for (const cells of records) {
      number += 1;
      if (number === header || isBlank(cells, file.dialect)) continue;
      refuseHeader(cells, number);
      const problem =
        cells.length === width ? null : `has ${counted(cells.length, 'cell')} where the header has ${width}`;
      yield checkedRow({ number, cells: withoutFormulas(cells), numeric: null, problem });
    }
  }
}

/** A quoted delimiter may be blank too, but it is a cell. */
const isBlank = (cells: readonly string[], { delimiter }: CsvDialect) =>
  cells.length === 1 && cells[0]!.trim() === '' && !cells[0]!.includes(delimiter);

/** The records, those of a piece of the file at a time. */
async function* recordsOf(file: CsvFile) {
  const reader = new CsvReader(file.source.name, file.dialect, headerLine(file));
  let passedOver = file.sepLine?.length ?? 0;
  for await (const text of utf8Text(file.source, file.onBytes)) {
    yield reader.records(text.slice(passedOver), false);
    passedOver = Math.max(0, passedOver - text.length);
  }
  yield reader.records('', true);
}

const headerLine = ({ sepLine }: CsvFile): number => (sepLine ? 2 : 1);

async function headerOf(file: CsvFile): Promise<readonly string[]> {
  for await (const records of recordsOf(file)) {
    for (const cells of records) {
      if (isBlank(cells, file.dialect)) throw noHeader(file.source.name);
      return withoutFormulas(cells);
    }
  }
  throw noHeader(file.source.name);
}

const noHeader = (name: string) =>
  invalidInput(`${name} has no header: its first line must name the columns`);

async function sampleOf(source: TableSource): Promise<CsvSample> {
  let sample = '';
  for await (const text of utf8Text(source)) {
    sample += text;
    if (sample.length >= SAMPLE_CHARACTERS) break;
  }
  return { text: sample.slice(0, SAMPLE_CHARACTERS), isWhole: sample.length < SAMPLE_CHARACTERS };
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
