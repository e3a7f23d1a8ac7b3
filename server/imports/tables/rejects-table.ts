import type { Table } from './table.js';

/** What begins the header of a file of rejected rows, before the columns of the file that they are from. */
export const REJECTS_COLUMNS = ['row', 'reason'] as const;

/** A spreadsheet takes such a cell for a formula. */
const FORMULA = /^'*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/u;
const ESCAPED = /^'+[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/u;

/** The cell with an apostrophe before it if a spreadsheet would take it for a formula, or it looks as if it had one. */
export const escapedCell = (cell: string): string => (FORMULA.test(cell) ? `'${cell}` : cell);

const originalCell = (cell: string): string => (ESCAPED.test(cell) ? cell.slice(1) : cell);

/** The table with the cells as they were in the file they are from, if it is one of rejected rows. */
export function withOriginalCells(table: Table): Table {
  if (!REJECTS_COLUMNS.every((name, n) => table.columns[n] === name)) return table;
  return {
    ...table,
    columns: table.columns.map(originalCell),
    async *rows() {
      for await (const row of table.rows()) yield { ...row, cells: row.cells.map(originalCell) };
    },
  };
}
