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
      const values = COUNT_FIELDS.map(({ name }) => row[name] ?? '');
      const numeric = values.map((value) => typeof value === 'number');
      yield { number: index + 1, cells: values.map(String), numeric, problem: null };
    }
  },
});
