import type { CsvSettings } from './csv/csv-quoting.js';
import { openCsv } from './csv/csv-table.js';
import { detectFormat } from './detect-format.js';
import { openNdjson } from './ndjson/ndjson-table.js';
import { openParquet } from './parquet-table.js';
import { withOriginalCells } from './rejects-table.js';
import type { Table } from './table.js';
import type { TableSource } from './table-source.js';
import { usableColumns } from './usable-columns.js';

/**
 * Opens a CSV, NDJSON or Parquet file as a table of text. A row with a cell longer than `MAX_CELL_LENGTH` carries a
 * problem. The cells of a file of rejected rows are those of the file they are from.
 *
 * @param settings of a CSV
 * @throws {DomainError} INVALID_INPUT, saying what the file is instead and how to convert it, or which limit it exceeds;
 *   `rows` throws the same, at its end at the latest
 */
export async function openTable(source: TableSource, settings: CsvSettings = {}): Promise<Table> {
  const table = await openAny(source, settings);
  usableColumns(source.name, table.columns);
  return table;
}

async function openAny(source: TableSource, settings: CsvSettings): Promise<Table> {
  const format = await detectFormat(source);
  if (format === 'PARQUET') return openParquet(source);
  if (format === 'NDJSON') return openNdjson(source);
  return withOriginalCells(await openCsv(source, settings));
}
