import { randomUUID } from 'node:crypto';
import type { DataSource, EntityManager } from 'typeorm';
import type { ColumnMapping } from '../mapping/column-mapping.js';
import type { Table, TableRow } from '../tables/table.js';
import { firstRejections, rejectsCsv } from './rejects.js';
import type { Chunk, Rejection, RowImporter } from './row-importer.js';
import {
  claimKeys,
  finishRun,
  forgetRun,
  holdRun,
  openRun,
  overtakeOthers,
  type RejectedRow,
  type RunRecord,
  saveProgress,
  saveRejections,
} from './run-record.js';

const ROWS_A_CHUNK = 2000;
/** A chunk of long rows has fewer of them, since all of it is in memory at once. */
const MAX_CHUNK_LENGTH = 16 * 2 ** 20;

/** How far an import has got. */
export interface ImportProgress {
  /** Share of the file, in [0, 1]. */
  readonly fraction: number;
  readonly rowCount: number;
  readonly rejectedCount: number;
}

export interface ImportRequest<Name extends string = string> {
  readonly dataSource: DataSource;
  readonly workspaceId: string;
  readonly importer: RowImporter<Name>;
  readonly fileName: string;
  readonly table: Table;
  readonly mapping: ColumnMapping<Name>;
  /** Names the request: asked again under its name, e.g. by a job after a crash, it goes on with what it began. */
  readonly requestId?: string;
  /** Told after every chunk. */
  readonly report?: (progress: ImportProgress) => void;
  /** Stops the import between two chunks; those that were committed stay. */
  readonly signal?: AbortSignal;
  /** Takes the rejected rows as a CSV, once, at the end, and only where there are any. */
  readonly takeRejects?: (csv: AsyncIterable<string>) => Promise<void>;
  /** Told in the transaction that begins a file and in the one that ends any import; never of a dry run. */
  readonly note?: (manager: EntityManager, stage: ImportStage, rows: ImportedRows) => Promise<void>;
}

export type ImportStage = 'begin' | 'finish';

export interface ImportedRows {
  readonly rowCount: number;
  readonly rejectedCount: number;
}

export interface ImportReport {
  readonly kind: string;
  readonly fileName: string;
  readonly dryRun: boolean;
  /** The run whose rejects can be fetched later; null for a dry run and for rows that came without a file. */
  readonly runId: string | null;
  readonly rowCount: number;
  readonly acceptedCount: number;
  readonly rejectedCount: number;
  /** Counts of this kind of import, e.g. `storesAdded`. */
  readonly tallies: Readonly<Record<string, number>>;
  readonly firstRejections: readonly Rejection[];
  readonly maps: readonly string[];
  readonly unusedColumns: readonly string[];
  /** Rows that an earlier, interrupted import of the same file had already brought in. */
  readonly resumedAfter: number;
  /** When another request imported the same file before; then nothing was done now. */
  readonly alreadyImportedAt: Date | null;
}

/**
 * Imports a file in chunks, each committed together with its progress: killed at any point, the next import of the
 * same file goes on after the last chunk. A file that was imported to its end is not imported again, unless its rows
 * restate totals and another import of the kind came since: then it starts from its first row.
 *
 * @param fingerprint of the file and of everything that decides what its import means
 * @param again       import the file from its first row although it was imported to its end before
 * @throws {DomainError} CONFLICT where another process imports the same file
 */
export async function importFile<Name extends string>(request: FileRequest<Name>): Promise<ImportReport> {
  const { dataSource } = request;
  const begun = await dataSource.transaction(async (manager) => {
    const run = await beginRun(request, manager);
    if (!run.finishedAt) await request.note?.(manager, 'begin', run);
    return run;
  });
  const run = begun.finishedAt ? begun : await importRemaining(request, begun);
  await offerRejects(request, dataSource.manager, run);
  const rejections = await firstRejections(dataSource.manager, run.id, SHOWN_REJECTIONS);
  const alreadyImportedAt = isOwn(request, begun) ? null : begun.finishedAt;
  return {
    ...reportOf(request, run, rejections),
    dryRun: false,
    runId: run.id,
    resumedAfter: alreadyImportedAt ? 0 : begun.rowCount,
    alreadyImportedAt,
  };
}

/**
 * Imports a table in one transaction and leaves no trace of the run, only of its rows; a dry run not even of those:
 * it does all the work and rolls it back.
 */
export async function importAtOnce<Name extends string>(
  request: ImportRequest<Name>,
  { dryRun }: { readonly dryRun: boolean },
): Promise<ImportReport> {
  const runner = request.dataSource.createQueryRunner();
  await runner.startTransaction();
  try {
    const { manager } = runner;
    if (!dryRun) await overtake(request, manager, null);
    let run = await openRun(manager, newRun(request, randomUUID()));
    for await (const rows of chunksAfter(request, run))
      run = await importChunk(request, { manager, run, rows, dryRun });
    await offerRejects(request, manager, run);
    const report = reportOf(request, run, await firstRejections(manager, run.id, SHOWN_REJECTIONS));
    await manager.query('DELETE FROM import_runs WHERE id = $1', [run.id]);
    if (!dryRun) await request.note?.(manager, 'finish', run);
    await (dryRun ? runner.rollbackTransaction() : runner.commitTransaction());
    return { ...report, dryRun, runId: null, resumedAfter: 0, alreadyImportedAt: null };
  } finally {
    if (runner.isTransactionActive) await runner.rollbackTransaction();
    await runner.release();
  }
}

/** More would make a report nobody reads; the rejects file has them all. */
const SHOWN_REJECTIONS = 1000;

const newRun = <Name extends string>(request: ImportRequest<Name>, fingerprint: string) => ({
  workspaceId: request.workspaceId,
  kind: request.importer.kind,
  fileName: request.fileName,
  columns: request.table.columns,
  requestId: request.requestId ?? null,
  fingerprint,
});

type FileRequest<Name extends string> = ImportRequest<Name> & {
  readonly fingerprint: string;
  readonly again?: boolean;
};

async function beginRun<Name extends string>(
  request: FileRequest<Name>,
  manager: EntityManager,
): Promise<RunRecord> {
  const { workspaceId, fingerprint, again = false } = request;
  const open = () => openRun(manager, newRun(request, fingerprint));
  const run = await open();
  if (run.finishedAt && isOwn(request, run)) return run;
  if (!run.overtaken && !(again && run.finishedAt)) return run;
  await forgetRun(manager, workspaceId, fingerprint);
  return open();
}

const isOwn = <Name extends string>({ requestId }: FileRequest<Name>, run: RunRecord) =>
  requestId !== undefined && run.requestId === requestId;

async function importRemaining<Name extends string>(
  request: ImportRequest<Name>,
  begun: RunRecord,
): Promise<RunRecord> {
  const { dataSource } = request;
  await overtake(request, dataSource.manager, begun.id);
  let run = begun;
  for await (const rows of chunksAfter(request, run)) {
    run = await dataSource.transaction(async (manager) => {
      await holdRun(manager, run);
      const after = await importChunk(request, { manager, run, rows, dryRun: false });
      await saveProgress(manager, after);
      return after;
    });
  }
  const finished = await dataSource.transaction(async (manager) => {
    await request.note?.(manager, 'finish', run);
    return finishRun(manager, run);
  });
  await overtake(request, dataSource.manager, begun.id);
  return finished;
}

/** At the start for one that is killed half-way, and at the end for those that began meanwhile. */
async function overtake<Name extends string>(
  { workspaceId, importer: { kind, restates = false } }: ImportRequest<Name>,
  manager: EntityManager,
  runId: string | null,
): Promise<void> {
  if (restates) await overtakeOthers(manager, { workspaceId, kind, runId });
}

async function* chunksAfter<Name extends string>(
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
}

/** @returns the run with the chunk behind it */
async function importChunk<Name extends string>(
  { importer, workspaceId, mapping, table, report }: ImportRequest<Name>,
  { manager, run, rows, dryRun }: ChunkWork,
): Promise<RunRecord> {
  const { readable, unreadable } = mapRows(mapping, rows);
  const chunk: Chunk<Name> = {
    manager,
    workspaceId,
    dryRun,
    rows: readable,
    firstSeen: (keys) => claimKeys(manager, run.id, keys),
  };
  const { rejections, tallies } = await importer.importRows(chunk);
  const rejected = withCells([...unreadable, ...rejections], rows);
  await saveRejections(manager, run.id, rejected);
  const after = {
    ...run,
    lastRow: rows.at(-1)!.number,
    rowCount: run.rowCount + rows.length,
    rejectedCount: run.rejectedCount + rejected.length,
    tallies: summed(run.tallies, tallies),
  };
  report?.({ fraction: table.fractionRead(), rowCount: after.rowCount, rejectedCount: after.rejectedCount });
  return after;
}

function mapRows<Name extends string>(mapping: ColumnMapping<Name>, rows: readonly TableRow[]) {
  const mapped = rows.map(({ number, cells, problem }) => {
    const { record, problems } = mapping.read(cells);
    return { number, record, problems: problem ? [problem] : problems };
  });
  return {
    readable: mapped.filter(({ problems }) => problems.length === 0),
    unreadable: mapped
      .filter(({ problems }) => problems.length > 0)
      .map(({ number, problems }) => ({ row: number, reason: problems.join('; ') })),
  };
}

function withCells(rejections: readonly Rejection[], rows: readonly TableRow[]): RejectedRow[] {
  const cells = new Map(rows.map((row) => [row.number, row.cells]));
  return rejections.map((rejection) => ({ ...rejection, cells: cells.get(rejection.row) ?? [] }));
}

const summed = (tallies: RunRecord['tallies'], more: RunRecord['tallies']) => ({
  ...tallies,
  ...Object.fromEntries(Object.entries(more).map(([name, count]) => [name, (tallies[name] ?? 0) + count])),
});

async function offerRejects<Name extends string>(
  { takeRejects }: ImportRequest<Name>,
  manager: EntityManager,
  run: RunRecord,
): Promise<void> {
  if (takeRejects && run.rejectedCount > 0) await takeRejects(rejectsCsv(manager, run.id));
}

const reportOf = <Name extends string>(
  { importer, fileName, mapping }: ImportRequest<Name>,
  run: RunRecord,
  rejections: readonly Rejection[],
) => ({
  kind: importer.kind,
  fileName,
  rowCount: run.rowCount,
  acceptedCount: run.rowCount - run.rejectedCount,
  rejectedCount: run.rejectedCount,
  tallies: run.tallies,
  firstRejections: rejections,
  maps: mapping.maps,
  unusedColumns: mapping.unusedColumns,
});
