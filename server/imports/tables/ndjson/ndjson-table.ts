import { invalidInput } from '../../../platform/errors/index.js';
import { MAX_COLUMNS } from '../../limits.js';
import { checkedRow } from '../checked-row.js';
import { countLines } from '../lines.js';
import type { Table, TableRow } from '../table.js';
import type { TableSource } from '../table-source.js';
import { tooManyColumns } from '../usable-columns.js';
import { type Line, linesOfPieces } from './ndjson-lines.js';

/** What a request reads of a file to learn its columns; whichever is reached first. */
const MAX_BYTES_IN_REQUEST = 64 * 2 ** 20;
const MAX_MS_IN_REQUEST = 2_000;

/**
 * One JSON object a line. An object inside an object becomes columns named by path (`properties.price`); the
 * columns are those of all lines, or in a request of the beginning of a long file. A line that is not a JSON object
 * carries a problem.
 *
 * @throws {DomainError} INVALID_INPUT for text that is not UTF-8, too many columns, or where no line is an object
 */
export async function openNdjson(source: TableSource): Promise<Table> {
  const { columns, areComplete } = await columnsOf(source);
  let bytesRead = 0;
  return {
    format: 'NDJSON',
    delimiter: null,
    columns,
    columnsAreComplete: areComplete,
    countLines: () => countLines(source),
    fractionRead: () => bytesRead / source.byteSize,
    rows: () => {
      bytesRead = 0;
      return ndjsonRows(
        linesOfPieces(source, (count) => (bytesRead += count)),
        columns,
      );
    },
  };
}

async function* ndjsonRows(
  pieces: AsyncIterable<readonly Line[]>,
  columns: readonly string[],
): AsyncGenerator<TableRow, void, undefined> {
  for await (const lines of pieces) for (const line of lines) yield checkedRow(rowOf(line, columns));
}

function rowOf({ number, text, cells: found }: Line, columns: readonly string[]): TableRow {
  if (typeof found === 'string') {
    const cells = columns.map((_, index) => (index === 0 ? text : ''));
    return { number, cells, numeric: null, problem: found };
  }
  const cells = columns.map((column) => found.texts.get(column) ?? '');
  const numeric = columns.map((column) => found.numbers.has(column));
  return { number, cells, numeric, problem: null };
}

async function columnsOf(source: TableSource): Promise<{ columns: string[]; areComplete: boolean }> {
  const columns = new Set<string>();
  const areComplete = await learnColumns(source, columns);
  if (columns.size === 0) throw invalidInput(`${source.name} has no JSON object: write one a line`);
  return { columns: [...columns], areComplete };
}

/** @returns whether all lines were read; in a request those after the first objects of a long file are not */
async function learnColumns(source: TableSource, columns: Set<string>): Promise<boolean> {
  const endsAt = performance.now() + MAX_MS_IN_REQUEST;
  let bytesRead = 0;
  const isEnough = () => bytesRead > MAX_BYTES_IN_REQUEST || performance.now() > endsAt;
  for await (const lines of linesOfPieces(source, (count) => (bytesRead += count))) {
    if (source.inRequest && columns.size > 0 && isEnough()) return false;
    for (const { cells } of lines) addColumns(columns, cells);
    if (columns.size > MAX_COLUMNS) throw tooManyColumns(source.name);
  }
  return true;
}

function addColumns(columns: Set<string>, cells: Line['cells']): void {
  if (typeof cells !== 'string') for (const name of cells.texts.keys()) columns.add(name);
}
