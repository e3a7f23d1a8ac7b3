import type { CountRowInput } from './import-counts.input.js';
import type { Table } from './tables/table.js';

const COLUMNS = [
  'store',
  'item',
  'origin',
  'scenario',
  'impressions',
  'clicks',
  'orders',
  'day',
  'category',
  'price',
  'currency',
  'returns',
  'revenue',
] as const satisfies readonly (keyof CountRowInput)[];

/** Rows of a request as a table with the canonical header. */
export const countRowsTable = (rows: readonly CountRowInput[]): Table => ({
  format: 'NDJSON',
  delimiter: null,
  columns: COLUMNS,
  fractionRead: () => 1,
  async *rows() {
    for (const [index, row] of rows.entries()) {
      yield { number: index + 1, cells: COLUMNS.map((column) => String(row[column] ?? '')), problem: null };
    }
  },
});
