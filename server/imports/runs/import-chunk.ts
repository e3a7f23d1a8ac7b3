import type { EntityManager } from 'typeorm';
import type { ColumnMapping } from '../mapping/column-mapping.js';
import type { TableRow } from '../tables/table.js';
import type { ImportRequest } from './import-request.js';
import { type Chunk, type ImportRow, type Rejection, type RowWarning, rejectionOf } from './row-importer.js';
import { claimKeys, type RejectedRow, type RunRecord, releaseKey, saveRejections } from './run-record.js';
import type { Tallies } from './tallies.js';
import { warningsOf, withMore } from './warnings.js';

const ROWS_A_CHUNK = 2000;
/** A chunk of long rows has fewer of them, since all of it is in memory at once. */
const MAX_CHUNK_LENGTH = 16 * 2 ** 20;

/**
 * The rows of a table after those that a run has behind it, in chunks.
 *
 * @throws the reason of the request's signal, between two chunks
 */
export async function* chunksAfter<Name extends string>(
  { table, signal, importer: { rowsAChunk = ROWS_A_CHUNK } }: ImportRequest<Name>,
  { lastRow }: RunRecord,
): AsyncGenerator<TableRow[], void, undefined> {
  let chunk: TableRow[] = [];
  let length = 0;
  for await (const row of table.rows()) {
    if (row.number <= lastRow) continue;
    chunk.push(row);
    length += lengthOf(row);
    if (chunk.length < rowsAChunk && length < MAX_CHUNK_LENGTH) continue;
    signal?.throwIfAborted();
    yield chunk;
    chunk = [];
    length = 0;
  }
  signal?.throwIfAborted();
  if (chunk.length > 0) yield chunk;
}

/** Characters of a row, and a little for each cell. */
const lengthOf = ({ cells }: TableRow) => cells.reduce((sum, cell) => sum + cell.length + 1, 0);

interface ChunkWork {
  readonly manager: EntityManager;
  readonly run: RunRecord;
  readonly rows: readonly TableRow[];
  readonly dryRun: boolean;
  /** Whether the run is kept, so that it can be reverted. */
  readonly isKept: boolean;
}

/** @returns the run with the chunk behind it */
export async function importChunk<Name extends string>(
  { importer, workspaceId, mapping, table, report }: ImportRequest<Name>,
  { manager, run, rows, dryRun, isKept }: ChunkWork,
): Promise<RunRecord> {
  const { readable, unreadable } = mapRows(mapping, rows);
  const chunk: Chunk<Name> = {
    manager,
    workspaceId,
    runId: isKept ? run.id : null,
    dryRun,
    rows: readable,
    firstSeen: (keys) => claimKeys(manager, run.id, keys),
    forget: (key) => releaseKey(manager, run.id, key),
  };
  const { rejections, tallies, warnings = [] } = await importer.importRows(chunk);
  const rejected = withCells([...unreadable, ...rejections], rows);
  await saveRejections(manager, run.id, rejected);
  const after = {
    ...run,
    lastRow: rows.at(-1)!.number,
    rowCount: run.rowCount + rows.length,
    rejectedCount: run.rejectedCount + rejected.length,
    tallies: summed(run.tallies, tallies),
    warnings: withMore(run.warnings, inOrder([...warningsOf(importer, readable, rejected), ...warnings])),
  };
  report?.({ fraction: table.fractionRead(), rowCount: after.rowCount, rejectedCount: after.rejectedCount });
  return after;
}

const inOrder = (warnings: readonly RowWarning[]) => warnings.toSorted((a, b) => a.row - b.row);

function mapRows<Name extends string>(mapping: ColumnMapping<Name>, rows: readonly TableRow[]) {
  const readable: ImportRow<Name>[] = [];
  const unreadable: Rejection[] = [];
  for (const row of rows) {
    const { record, problems } = mapping.read(row);
    if (row.problem !== null) unreadable.push({ row: row.number, reason: row.problem });
    else if (problems.length > 0) unreadable.push(rejectionOf(row.number, problems));
    else readable.push({ number: row.number, record });
  }
  return { readable, unreadable };
}

function withCells(rejections: readonly Rejection[], rows: readonly TableRow[]): RejectedRow[] {
  const cells = new Map(rows.map((row) => [row.number, row.cells]));
  return rejections.map((rejection) => ({ ...rejection, cells: cells.get(rejection.row) ?? [] }));
}

const summed = (tallies: Tallies, more: Tallies): Tallies => ({
  ...tallies,
  ...Object.fromEntries(
    Object.entries(more).map(([name, count]) => [name, (tallies[name as keyof Tallies] ?? 0) + count]), // a name of `more`
  ),
});
