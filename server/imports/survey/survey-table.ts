import type { NumberColumn } from '../mapping/cell-readers.js';
import type { Table, TableRow } from '../tables/table.js';
import { type ColumnNumbers, numbersOf } from './column-numbers.js';

/** What one reading of a file says of it as a whole. */
export interface Survey {
  readonly rowCount: number;
  /** Whether every row was read; else the file was longer than the bounds allow. */
  readonly sawAllRows: boolean;
  readonly numbers: readonly ColumnNumbers[];
}

/** How much a survey reads at most: the first of the two that is reached ends it. */
export interface SurveyBounds {
  readonly rows: number;
  readonly ms: number;
}

/** For a request, whose sender waits. */
export const BOUNDS_IN_REQUEST: SurveyBounds = { rows: 200_000, ms: 2_000 };

export interface SurveyRequest {
  readonly table: Table;
  readonly columns: readonly NumberColumn[];
  /** All rows by default. */
  readonly bounds?: SurveyBounds;
  readonly signal?: AbortSignal | undefined;
  /** Told of every row that is read. */
  readonly onRow?: (row: TableRow) => void;
}

/** The clock is looked at once in so many rows. */
const ROWS_A_LOOK = 1_000;

/**
 * Reads a table once from its start and holds no row, so that what is wrong with the file as a whole is known before
 * anything is written.
 *
 * @throws {DomainError} INVALID_INPUT for a fault of the file
 */
export async function surveyTable({ table, columns, bounds, signal, onRow }: SurveyRequest): Promise<Survey> {
  const numbers = columns.map((column) => ({ column: column.column, ...numbersOf(column) }));
  const isBeyond = endOf(bounds);
  const survey = (rowCount: number, sawAllRows: boolean): Survey => ({
    rowCount,
    sawAllRows,
    numbers: numbers.map(({ result }) => result()),
  });
  let rowCount = 0;
  for await (const row of table.rows()) {
    if (isBeyond(rowCount)) return survey(rowCount, false);
    rowCount += 1;
    if (rowCount % ROWS_A_LOOK === 0) signal?.throwIfAborted();
    onRow?.(row);
    if (row.problem === null) for (const { column, take } of numbers) takeCell(row, column, take);
  }
  return survey(rowCount, true);
}

/** Says of a number of rows that were read whether they are all that may be. */
function endOf(bounds: SurveyBounds | undefined): (rowCount: number) => boolean {
  if (!bounds) return () => false;
  const endsAt = performance.now() + bounds.ms;
  return (rowCount) =>
    rowCount >= bounds.rows || (rowCount % ROWS_A_LOOK === 0 && rowCount > 0 && performance.now() > endsAt);
}

function takeCell(
  { number, cells, numeric }: TableRow,
  column: number,
  take: (cell: string, row: number) => void,
): void {
  const cell = cells[column];
  if (cell && !numeric?.[column]) take(cell, number);
}
