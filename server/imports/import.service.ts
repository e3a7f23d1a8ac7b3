import type { DataSource } from 'typeorm';
import type { PriceBandService } from '../catalog/index.js';
import {
  type AuditLog,
  authorize,
  authorizeIn,
  type Job,
  type JobService,
  nameOf,
  notFound,
  type UploadStore,
  type Viewer,
} from '../platform/index.js';
import { IMPORT_COUNTS, IMPORT_FILES } from './access.js';
import { auditNote } from './audit-note.js';
import type { FileImport, FileReport } from './file-import.js';
import { createImporter, type ImporterParts, ImportKind } from './import-kind.js';
import {
  IMPORT_TASK,
  type ImportPayload,
  importOf,
  subjectOf,
  type UploadSettings,
} from './import-payload.js';
import { dateFormatOf, ISO_DATES } from './mapping/date-format.js';
import type { FieldMap } from './mapping/field-map.js';
import type { NumberFormat } from './mapping/number-format.js';
import type { ImportPreview } from './preview/import-preview.type.js';
import { previewOf } from './preview/preview.js';
import { fingerprinted, mappedColumns, readableFile, settingsInForce } from './readable-file.js';
import { fileHashes } from './runs/fingerprint.js';
import { type ImportReport, importAtOnce, importInChunks, tryFile } from './runs/import-table.js';
import { notesOnEarlierSettings } from './runs/imported-otherwise.js';
import { rejectsCsv } from './runs/rejects.js';
import { BOUNDS_IN_REQUEST } from './survey/survey-table.js';
import { surveyedMapping } from './survey/surveyed-mapping.js';
import { openTable } from './tables/open-table.js';
import type { Table } from './tables/table.js';
import { fileSource, type TableSource } from './tables/table-source.js';
import { withColumns } from './tables/with-columns.js';

export interface CountsImport {
  readonly workspaceId: string;
  readonly table: Table;
  readonly maps: readonly FieldMap[];
  readonly numberFormat: NumberFormat | null;
  readonly dryRun: boolean;
}

export interface ImportServiceOptions extends ImporterParts {
  readonly dataSource: DataSource;
  readonly uploads: UploadStore;
  readonly jobs: JobService;
  readonly priceBands: PriceBandService;
  readonly audit: AuditLog;
}

/** Brings the files of shops in. */
export class ImportService {
  constructor(private readonly options: ImportServiceOptions) {}

  /**
   * Imports a file in resumable chunks, or tries it without a trace.
   *
   * @throws {DomainError} INVALID_INPUT for a file or a map that cannot be used, or a file of events that was imported
   *         under other settings, unless `again`; CONFLICT where another process imports the same file; FORBIDDEN
   */
  async importFile(viewer: Viewer, request: FileImport): Promise<FileReport> {
    authorize(viewer, IMPORT_FILES);
    const { kind, workspaceId, source, dryRun, again = false } = request;
    const { dataSource, audit, priceBands } = this.options;
    const file = await readableFile(this.options, viewer, request);
    const { importer, table, mapping } = file;
    const hashes = await fileHashes(source, fingerprinted(request, file));
    const inQuestion = { ...hashes, workspaceId, importer, again };
    const notes = await notesOnEarlierSettings(dataSource.manager, inQuestion);
    const settings = settingsInForce(request, file);
    const work = { ...request, dataSource, importer, table, mapping, fileName: source.name };
    if (dryRun) return { ...(await tryFile({ ...work, ...hashes })), settings, notes };
    const report = await importInChunks({
      ...work,
      requestedBy: nameOf(viewer),
      note: auditNote(audit, viewer, { kind, workspaceId, fileName: source.name }),
      ...hashes,
    });
    await priceBands.reclassifyRequestedUnchecked();
    return { ...report, settings, notes };
  }

  /**
   * Imports counts that came with a request: all of them in one transaction, but for the rows that are rejected.
   *
   * @throws {DomainError} INVALID_INPUT for a map that cannot be used; FORBIDDEN
   */
  async importCounts(
    viewer: Viewer,
    { workspaceId, table, maps, numberFormat, dryRun }: CountsImport,
  ): Promise<ImportReport> {
    authorizeIn(workspaceId, viewer, IMPORT_COUNTS);
    const importer = await createImporter(this.options, viewer, {
      kind: ImportKind.COUNTS,
      dates: ISO_DATES,
    });
    const { mapping } = await surveyedMapping({ fields: importer.fields, table, maps, numberFormat });
    const { dataSource, audit, priceBands } = this.options;
    const fileName = 'request';
    const note = auditNote(audit, viewer, { kind: ImportKind.COUNTS, workspaceId, fileName });
    const work = { dataSource, workspaceId, importer, table, mapping, fileName, note };
    const report = await importAtOnce(work, { dryRun });
    if (!dryRun) await priceBands.reclassifyRequestedUnchecked();
    return report;
  }

  /**
   * What an upload holds and how it would be read: with a guess of the maps where none are given.
   *
   * @throws {DomainError} NOT_FOUND, INVALID_INPUT for what is no table, FORBIDDEN
   */
  async preview(viewer: Viewer, workspaceId: string, upload: UploadSettings): Promise<ImportPreview> {
    authorize(viewer, IMPORT_FILES);
    const dateFormat = dateFormatOf(upload.dateFormat);
    const importer = await createImporter(this.options, viewer, { kind: upload.kind, dates: dateFormat });
    const source = { ...(await this.openUploadUnchecked(upload.uploadId)), inRequest: true };
    const table = withColumns(await openTable(source, upload), mappedColumns(upload.maps ?? []));
    const { numberFormat } = upload;
    return previewOf({ importer, workspaceId, dateFormat, numberFormat }, table, upload.maps);
  }

  /**
   * Queues the import of an upload, if the beginning of the file can be read as the settings say.
   *
   * @throws {DomainError} NOT_FOUND for an upload that does not exist or has expired, INVALID_INPUT for a file, maps or
   *         formats that cannot be used, FORBIDDEN
   */
  async start(viewer: Viewer, workspaceId: string, payload: ImportPayload): Promise<Job> {
    authorize(viewer, IMPORT_FILES);
    const source = await this.openUploadUnchecked(payload.uploadId);
    const beginning = { ...importOf(payload), source: { ...source, inRequest: true } };
    await readableFile(this.options, viewer, beginning, BOUNDS_IN_REQUEST);
    const fileName = source.name;
    const { jobs, audit, dataSource } = this.options;
    return dataSource.transaction(async (manager) => {
      const work = { kind: IMPORT_TASK, subject: subjectOf(payload, fileName), payload, workspaceId };
      const job = await jobs.enqueueUnchecked({ ...work, requestedBy: viewer, manager });
      const details = { kind: payload.kind, workspaceId, fileName, dryRun: payload.dryRun };
      await audit.record(manager, viewer, 'import.request', { type: 'Job', id: job.id }, details);
      return job;
    });
  }

  /** The caller has checked who may import. @throws {DomainError} NOT_FOUND */
  async openUploadUnchecked(uploadId: string): Promise<TableSource> {
    const { path, name } = await this.options.uploads.open(uploadId);
    return fileSource(path, name);
  }

  /**
   * The rejected rows of a file that was imported, as a CSV in pieces, and a name for it.
   *
   * @throws {DomainError} NOT_FOUND, FORBIDDEN
   */
  async getRejects(viewer: Viewer, runId: string): Promise<{ name: string; csv: AsyncIterable<string> }> {
    authorize(viewer, IMPORT_FILES);
    const [run] = await this.options.dataSource.query(
      'SELECT file_name FROM import_runs WHERE id::text = $1',
      [runId],
    );
    if (!run) throw notFound('Import', runId);
    return {
      name: `${run.file_name.replace(/\.[^.]*$/, '')}-rejects.csv`,
      csv: rejectsCsv(this.options.dataSource.manager, runId),
    };
  }
}
