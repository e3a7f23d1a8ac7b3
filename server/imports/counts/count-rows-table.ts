import { COUNT_FIELDS } from '../importers/count-fields.js';
import type { Table } from '../tables/table.js';
import type { CountRow } from './import-counts.input.js';

const NUMERIC = COUNT_FIELDS.map((field) => 'number' in field);

/** Rows of a request as a table with the canonical header: its numbers are plain decimals, also those sent as texts. */
export const countRowsTable = (rows: readonly CountRow[]): Table => ({
  format: 'NDJSON',
  delimiter: null,
  columns: COUNT_FIELDS.map(({ name }) => name),
  columnsAreComplete: true,
  countLines: async () => null,
  fractionRead: () => 1,
  async *rows() {
    for (const [index, row] of rows.entries()) {
      const values = COUNT_FIELDS.map(({ name }) => row[name] ?? '');
      yield { number: index + 1, cells: values.map(String), numeric: NUMERIC, problem: null };
    }
  },
});
