import { shownNumber } from '../../platform/errors/index.js';
import { MAX_CELL_LENGTH } from '../limits.js';
import type { TableRow } from './table.js';

/** The row, with a problem if it has a cell longer than `MAX_CELL_LENGTH`. */
export function checkedRow(row: TableRow): TableRow {
  const isLong = row.cells.some(isLongCell);
  return isLong ? { ...row, problem: row.problem ?? CELL_TOO_LONG } : row;
}

const isLongCell = (cell: string) => cell.length > MAX_CELL_LENGTH;
const CELL_TOO_LONG = `has a cell longer than ${shownNumber(MAX_CELL_LENGTH)} characters, which is the limit`;
