import { minorDigits } from '../../platform/index.js';
import { COUNT_FIELDS } from '../importers/count-fields.js';
import { statedNumberFault } from '../mapping/number-cell.js';
import { problemsText, valueProblem } from '../mapping/problem.js';
import type { Table } from '../tables/table.js';
import type { CountRow } from './import-counts.input.js';

const NUMERIC = COUNT_FIELDS.map((field) => 'number' in field);

/**
 * Rows of a request as a table with the canonical header: its numbers are plain decimals, also those sent as texts. An
 * amount that may mean a thousand times as much rejects its row.
 */
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
      yield { number: index + 1, cells: values.map(String), numeric: NUMERIC, problem: amountProblem(row) };
    }
  },
});

const AMOUNTS = COUNT_FIELDS.filter((field) => 'number' in field && field.number.isAmount);

/** In a currency of three decimals 1.234 is what it says. */
function amountProblem(row: CountRow): string | null {
  if (minorDigits(String(row.currency).toUpperCase()) === 3) return null;
  const problems = AMOUNTS.flatMap(({ name }) => {
    const text = String(row[name] ?? '');
    const fault = statedNumberFault(text);
    return fault ? [valueProblem(name, text, fault)] : [];
  });
  return problems.length > 0 ? problemsText(problems) : null;
}
