import { COUNT_FIELDS } from '../importers/count-fields.js';
import type { Table } from '../tables/table.js';
import type { CountRow } from './import-counts.input.js';

/** Rows of a request as a table with the canonical header. */
export const countRowsTable = (rows: readonly CountRow[]): Table => ({
  format: 'NDJSON',
  delimiter: null,
  columns: COUNT_FIELDS.map(({ name }) => name),
  fractionRead: () => 1,
  async *rows() {
    for (const [index, row] of rows.entries()) {
      const cells = COUNT_FIELDS.map(({ name }) => String(row[name] ?? ''));
      yield { number: index + 1, cells, problem: null };
    }
  },
});
