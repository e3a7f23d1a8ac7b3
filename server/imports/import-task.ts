import type { JobHandle, JobProgress, JobTask } from '../platform/index.js';
import type { ImportService } from './import.service.js';
import { IMPORT_TASK, ImportPayload, importOf } from './import-payload.js';
import type { ImportProgress } from './runs/import-request.js';
import { tallyTexts } from './runs/tallies.js';

/**
 * Imports an upload; run again after a crash, it goes on where it stopped. Its result is an `ImportReport` with
 * `TallyTexts` and the settings that were in force, by which the same import can be started once more.
 */
export const importTask = (imports: ImportService): JobTask<ImportPayload> => ({
  kind: IMPORT_TASK,
  payload: ImportPayload,
  run: (payload, job) => runImport(imports, payload, job),
});

async function runImport(imports: ImportService, settings: ImportPayload, job: JobHandle) {
  const report = await imports.importFile(job.requester, {
    ...importOf(settings),
    source: await imports.openUploadUnchecked(settings.uploadId),
    workspaceId: job.workspaceId!, // `start` always states it
    requestId: job.id,
    signal: job.signal,
    report: (progress) => job.report(toJobProgress(progress)),
  });
  const { brought, notes } = tallyTexts(report.tallies);
  return {
    ...report,
    brought,
    notes: [...report.notes, ...notes],
    settings: { ...settings, ...report.settings },
  };
}

/** A file does not tell its number of rows: they are estimated from the share that was read. */
const toJobProgress = ({ fraction, rowCount, rejectedCount }: ImportProgress): JobProgress => ({
  done: rowCount,
  total: fraction > 0 ? Math.max(rowCount, Math.round(rowCount / fraction)) : null,
  message: rejectedCount > 0 ? `${rejectedCount} rows rejected so far` : null,
});
