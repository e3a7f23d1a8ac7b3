import type { TableRow } from '../tables/table.js';

/** What is looked at: the first rows, as many as keep to all three limits, but always one. */
export const MAX_ROWS = 1000;
const MAX_CELLS = 100_000;
const MAX_CHARACTERS = 1_000_000;

/** Keeps the first rows of a table that is read. */
export class FirstRows {
  readonly rows: TableRow[] = [];
  private cells = 0;
  private characters = 0;

  readonly take = (row: TableRow): void => {
    if (this.rows.length >= MAX_ROWS || this.cells >= MAX_CELLS || this.characters >= MAX_CHARACTERS) return;
    this.rows.push(row);
    this.cells += row.cells.length;
    for (const cell of row.cells) this.characters += cell.length;
  };
}
