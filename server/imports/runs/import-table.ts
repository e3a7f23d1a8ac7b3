import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { FileHashes } from './fingerprint.js';
import { chunksAfter, importChunk } from './import-chunk.js';
import { shareWorkspace, whileRunning } from './import-locks.js';
import type { ImportRequest } from './import-request.js';
import { refuseOtherSettings } from './imported-otherwise.js';
import { firstRejections, rejectsCsv, type ShownRejection } from './rejects.js';
import {
  detachRun,
  findRun,
  finishRun,
  holdRun,
  type NewRun,
  openRun,
  overtakeOthers,
  type RunRecord,
  saveProgress,
} from './run-record.js';
import type { Tallies } from './tallies.js';
import type { Warnings } from './warnings.js';

export interface ImportReport {
  readonly kind: string;
  readonly fileName: string;
  readonly dryRun: boolean;
  /**
   * The run whose rejects can be fetched later; null for rows that came without a file, and for a dry run unless the file
   * was imported before.
   */
  readonly runId: string | null;
  readonly rowCount: number;
  /** Lines of the file, its header and blank ones included; null if its format has none. */
  readonly lineCount: number | null;
  readonly acceptedCount: number;
  readonly rejectedCount: number;
  readonly tallies: Tallies;
  readonly firstRejections: readonly ShownRejection[];
  /** What to look at again in the rows that went in. */
  readonly warnings: Warnings;
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
 * @throws {DomainError} CONFLICT where another process imports the same file, or the import was reverted; INVALID_INPUT
 *         if rows of the file came in under other settings since the import was asked for
 */
export async function importInChunks<Name extends string>(request: FileRequest<Name>): Promise<ImportReport> {
  const { dataSource } = request;
  const begun = await dataSource.transaction(async (manager) => {
    const run = await beginRun(request, manager);
    if (!run.finishedAt) await request.note?.(manager, 'begin', run);
    return run;
  });
  const run = begun.finishedAt
    ? begun
    : await whileRunning(dataSource, begun.id, () => importRemaining(request, begun));
  await offerRejects(request, dataSource.manager, run);
  const rejections = await firstRejections(dataSource.manager, run.id, SHOWN_REJECTIONS);
  const alreadyImportedAt = isOwn(request, begun) ? null : begun.finishedAt;
  return {
    ...(await reportOf(request, run, rejections)),
    dryRun: false,
    runId: run.id,
    resumedAfter: alreadyImportedAt ? 0 : begun.rowCount,
    alreadyImportedAt,
  };
}

/**
 * Says what `importInChunks` would do, without a trace: of a file that would not be imported again, what its import
 * brought.
 */
export async function tryFile<Name extends string>(request: FileRequest<Name>): Promise<ImportReport> {
  const { manager } = request.dataSource;
  const run = await findRun(manager, request);
  if (!run?.finishedAt || run.overtaken || request.again) return importAtOnce(request, { dryRun: true });
  await offerRejects(request, manager, run);
  const rejections = await firstRejections(manager, run.id, SHOWN_REJECTIONS);
  return {
    ...(await reportOf(request, run, rejections)),
    dryRun: true,
    runId: run.id,
    resumedAfter: 0,
    alreadyImportedAt: run.finishedAt,
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
    await shareWorkspace(manager, request.workspaceId);
    if (!dryRun) await overtake(request, manager, null);
    let run = await openRun(manager, newRun(request, { fingerprint: randomUUID(), contentHash: null }));
    for await (const rows of chunksAfter(request, run))
      run = await importChunk(request, { manager, run, rows, dryRun, isKept: false });
    await offerRejects(request, manager, run);
    const report = await reportOf(request, run, await firstRejections(manager, run.id, SHOWN_REJECTIONS));
    await manager.query('DELETE FROM import_runs WHERE id = $1', [run.id]);
    if (!dryRun) await request.note?.(manager, 'finish', run);
    await (dryRun ? runner.rollbackTransaction() : runner.commitTransaction());
    return { ...report, dryRun, runId: null, resumedAfter: 0, alreadyImportedAt: null };
  } finally {
    if (runner.isTransactionActive) await runner.rollbackTransaction();
    await runner.release();
  }
}

/** More would make a report that is too long to read; the rejects file has them all. */
const SHOWN_REJECTIONS = 1000;

const newRun = <Name extends string>(
  request: ImportRequest<Name>,
  { fingerprint, contentHash }: Pick<NewRun, 'fingerprint' | 'contentHash'>,
): NewRun => ({
  workspaceId: request.workspaceId,
  kind: request.importer.kind,
  fileName: request.fileName,
  columns: request.table.columns,
  requestId: request.requestId ?? null,
  requestedBy: request.requestedBy ?? null,
  fingerprint,
  contentHash,
});

type FileRequest<Name extends string> = ImportRequest<Name> &
  FileHashes & {
    readonly again?: boolean;
  };

async function beginRun<Name extends string>(
  request: FileRequest<Name>,
  manager: EntityManager,
): Promise<RunRecord> {
  const { again = false } = request;
  const open = () => openRun(manager, newRun(request, request));
  const run = await open();
  if (run.finishedAt && isOwn(request, run)) return run;
  if (!run.overtaken && !(again && run.finishedAt)) return run;
  await detachRun(manager, run.id);
  return open();
}

const isOwn = <Name extends string>({ requestId }: FileRequest<Name>, run: RunRecord) =>
  requestId !== undefined && run.requestId === requestId;

async function importRemaining<Name extends string>(
  request: FileRequest<Name>,
  begun: RunRecord,
): Promise<RunRecord> {
  const { dataSource } = request;
  await overtake(request, dataSource.manager, begun.id);
  let run = begun;
  for await (const rows of chunksAfter(request, run)) {
    run = await dataSource.transaction(async (manager) => {
      await shareWorkspace(manager, request.workspaceId);
      if (run.rowCount === run.rejectedCount)
        await refuseOtherSettings(manager, { again: false, ...request });
      await holdRun(manager, run);
      const after = await importChunk(request, { manager, run, rows, dryRun: false, isKept: true });
      await saveProgress(manager, after);
      return after;
    });
  }
  const finished = await dataSource.transaction(async (manager) => {
    await holdRun(manager, run);
    await request.note?.(manager, 'finish', run);
    return finishRun(manager, run);
  });
  await overtake(request, dataSource.manager, begun.id);
  return finished;
}

/** At the start for one that is killed half-way, and at the end for those that began since. */
async function overtake<Name extends string>(
  { workspaceId, importer: { kind, restates = false } }: ImportRequest<Name>,
  manager: EntityManager,
  runId: string | null,
): Promise<void> {
  if (restates) await overtakeOthers(manager, { workspaceId, kind, runId });
}

async function offerRejects<Name extends string>(
  { takeRejects }: ImportRequest<Name>,
  manager: EntityManager,
  run: RunRecord,
): Promise<void> {
  if (takeRejects && run.rejectedCount > 0) await takeRejects(rejectsCsv(manager, run.id));
}

const reportOf = async <Name extends string>(
  { importer, fileName, mapping, table }: ImportRequest<Name>,
  run: RunRecord,
  rejections: readonly ShownRejection[],
) => ({
  kind: importer.kind,
  fileName,
  rowCount: run.rowCount,
  lineCount: await table.countLines(),
  acceptedCount: run.rowCount - run.rejectedCount,
  rejectedCount: run.rejectedCount,
  tallies: run.tallies,
  firstRejections: rejections,
  warnings: run.warnings,
  maps: mapping.maps,
  unusedColumns: mapping.unusedColumns,
});
