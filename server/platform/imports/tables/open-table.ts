import { openCsv } from './csv-table.js';
import { detectFormat } from './detect-format.js';
import { openNdjson } from './ndjson-table.js';
import { openParquet } from './parquet-table.js';
import type { Table } from './table.js';
import type { TableSource } from './table-source.js';

/**
 * Opens a CSV, NDJSON or Parquet file as a table of text.
 *
 * @throws {DomainError} INVALID_INPUT, saying what the file is instead and how to convert it
 */
export async function openTable(source: TableSource, delimiter?: string): Promise<Table> {
  const format = await detectFormat(source);
  if (format === 'PARQUET') return openParquet(source);
  if (format === 'NDJSON') return openNdjson(source);
  return openCsv(source, delimiter);
}
