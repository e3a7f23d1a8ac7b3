import { shownNumber } from '../../platform/errors/index.js';
import { MAX_CELL_LENGTH } from '../limits.js';
import type { CsvSettings } from './csv/csv-quoting.js';
import { openCsv } from './csv/csv-table.js';
import { detectFormat } from './detect-format.js';
import { openNdjson } from './ndjson-table.js';
import { openParquet } from './parquet-table.js';
import type { Table, TableRow } from './table.js';
import type { TableSource } from './table-source.js';
import { usableColumns } from './usable-columns.js';

/**
 * Opens a CSV, NDJSON or Parquet file as a table of text. A row with a cell longer than `MAX_CELL_LENGTH` carries a
 * problem.
 *
 * @param settings of a CSV
 * @throws {DomainError} INVALID_INPUT, saying what the file is instead and how to convert it, or which limit it exceeds;
 *   `rows` throws the same, at its end at the latest
 */
export async function openTable(source: TableSource, settings: CsvSettings = {}): Promise<Table> {
  const table = await openAny(source, settings);
  usableColumns(source.name, table.columns);
  return { ...table, rows: () => checkedRows(table.rows()) };
}

async function openAny(source: TableSource, settings: CsvSettings): Promise<Table> {
  const format = await detectFormat(source);
  if (format === 'PARQUET') return openParquet(source);
  if (format === 'NDJSON') return openNdjson(source);
  return openCsv(source, settings);
}

async function* checkedRows(rows: AsyncIterable<TableRow>): AsyncGenerator<TableRow, void, undefined> {
  for await (const row of rows) {
    const isLong = row.cells.some((cell) => cell.length > MAX_CELL_LENGTH);
    yield isLong ? { ...row, problem: row.problem ?? CELL_TOO_LONG } : row;
  }
}

const CELL_TOO_LONG = `has a cell longer than ${shownNumber(MAX_CELL_LENGTH)} characters, which is the limit`;
