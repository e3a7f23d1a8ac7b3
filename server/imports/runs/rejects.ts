import { stringify } from 'csv-stringify/sync';
import type { EntityManager } from 'typeorm';
import { notFound } from '../../platform/index.js';
import { escapedCell, REJECTS_COLUMNS } from '../tables/rejects-table.js';
import type { RejectedRow } from './run-record.js';

/** Rows that are in memory at once; each may be as long as `MAX_ROW_LENGTH`. */
const PAGE = 50;

/**
 * The rejected rows of a run as a CSV in pieces: row number, reason, then the columns of the file, so that the rows
 * can be put right and imported from this file. A cell that a spreadsheet would take for a formula gets an apostrophe,
 * which `openTable` takes off again.
 */
export async function* rejectsCsv(
  manager: EntityManager,
  runId: string,
): AsyncGenerator<string, void, undefined> {
  const [run]: { columns: string[] }[] = await manager.query(
    'SELECT columns FROM import_runs WHERE id = $1',
    [runId],
  );
  if (!run) throw notFound('Import', runId);
  yield csv([[...REJECTS_COLUMNS, ...run.columns]]);
  for await (const page of rejectedRows(manager, runId)) {
    yield csv(page.map(({ row, reason, hint, cells }) => [row, withHint({ reason, hint }), ...cells]));
  }
}

const csv = (rows: readonly (string | number)[][]) =>
  stringify(rows.map((row) => row.map((cell) => escapedCell(String(cell)))));

/** A rejected row as a report shows it. */
export interface ShownRejection {
  readonly row: number;
  readonly reason: string;
  /** What to type about it on the command line. */
  readonly hint?: string;
}

/** The reason with what to type about it. */
export const withHint = ({ reason, hint }: { readonly reason: string; readonly hint?: string | null }) =>
  hint ? `${reason}; ${hint}` : reason;

type StoredReject = Omit<RejectedRow, 'problems'> & { readonly hint: string | null };

async function* rejectedRows(manager: EntityManager, runId: string): AsyncGenerator<StoredReject[]> {
  for (let after = 0; ; ) {
    const page: StoredReject[] = await manager.query(
      `SELECT row_number::float8 AS row, reason, hint, cells FROM import_rejects
       WHERE run_id = $1 AND row_number > $2 ORDER BY row_number LIMIT ${PAGE}`,
      [runId, after],
    );
    if (page.length === 0) return;
    yield page;
    after = page.at(-1)!.row;
  }
}

/** The first rejections of a run, for a report. */
export async function firstRejections(
  manager: EntityManager,
  runId: string,
  limit: number,
): Promise<ShownRejection[]> {
  const rows: { row: number; reason: string; hint: string | null }[] = await manager.query(
    `SELECT row_number::float8 AS row, reason, hint FROM import_rejects WHERE run_id = $1 ORDER BY row_number LIMIT $2`,
    [runId, limit],
  );
  return rows.map(({ row, reason, hint }) => ({ row, reason, ...(hint !== null && { hint }) }));
}
