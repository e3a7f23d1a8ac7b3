import type { DataSource } from 'typeorm';
import type { PriceBandService } from '../catalog/index.js';
import {
  type AuditLog,
  authorize,
  authorizeIn,
  type Job,
  type JobService,
  notFound,
  type UploadStore,
  type Viewer,
} from '../platform/index.js';
import { IMPORT_COUNTS, IMPORT_FILES } from './access.js';
import { createImporter, type ImporterParts, ImportKind, type ImportSettings } from './import-kind.js';
import { IMPORT_TASK, type ImportPayload } from './import-payload.js';
import { dayReader } from './mapping/calendar-day.js';
import { columnMapping } from './mapping/column-mapping.js';
import { type FieldMap, fieldSources } from './mapping/field-map.js';
import { guessedMaps } from './mapping/guessed-maps.js';
import { parseMapText } from './mapping/map-text.js';
import type { ImportPreview } from './preview/import-preview.type.js';
import { previewOf } from './preview/preview.js';
import { fingerprint } from './runs/fingerprint.js';
import type { ImportProgress, ImportRequest } from './runs/import-request.js';
import { type ImportReport, importAtOnce, importInChunks } from './runs/import-table.js';
import { rejectsCsv } from './runs/rejects.js';
import type { CsvQuoting } from './tables/csv/csv-quoting.js';
import { openTable } from './tables/open-table.js';
import type { Table } from './tables/table.js';
import { fileSource, type TableSource } from './tables/table-source.js';

export interface FileImport extends ImportSettings {
  readonly kind: ImportKind;
  readonly workspaceId: string;
  readonly source: TableSource;
  /** A text is a map as a person types it. */
  readonly maps: readonly (FieldMap | string)[];
  /** Whether a field that no map names stays empty; else it takes the column of its own name. */
  readonly mapsAreComplete?: boolean;
  /** Of a CSV; found from the file otherwise. */
  readonly delimiter?: string;
  /** Of a CSV; quoted cells are checked otherwise. */
  readonly quoting?: CsvQuoting | null;
  readonly dryRun: boolean;
  /** Import the file from its first row even where it was imported before. */
  readonly again?: boolean;
  /** Names the request, so that it goes on with what it began when it is made once more. */
  readonly requestId?: string;
  readonly report?: (progress: ImportProgress) => void;
  readonly signal?: AbortSignal;
  readonly takeRejects?: (csv: AsyncIterable<string>) => Promise<void>;
}

/** What the audit log says of an import. */
interface ImportedFile {
  readonly kind: ImportKind;
  readonly workspaceId: string;
  readonly fileName: string;
}

export interface CountsImport {
  readonly workspaceId: string;
  readonly table: Table;
  readonly maps: readonly FieldMap[];
  readonly dryRun: boolean;
}

export interface PreviewRequest {
  readonly kind: ImportKind;
  readonly workspaceId: string;
  readonly uploadId: string;
  readonly maps: readonly FieldMap[] | null;
  readonly quoting?: CsvQuoting | null;
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
   * @throws {DomainError} INVALID_INPUT for a file or a map that cannot be used; CONFLICT where another process
   *         imports the same file; FORBIDDEN
   */
  async importFile(viewer: Viewer, request: FileImport): Promise<ImportReport> {
    authorize(viewer, IMPORT_FILES);
    const { kind, workspaceId, source, maps, mapsAreComplete = false, delimiter, quoting } = request;
    const importer = await createImporter(this.options, viewer, request);
    const table = await openTable(source, { delimiter, quoting });
    const parsed = maps.map((map) => (typeof map === 'string' ? parseMapText(map, table.columns) : map));
    const mapping = columnMapping(importer.fields, table.columns, parsed, mapsAreComplete);
    const { dataSource } = this.options;
    const work = { ...request, dataSource, workspaceId, importer, table, mapping, fileName: source.name };
    if (request.dryRun) return importAtOnce(work, { dryRun: true });
    const settings = [
      kind,
      ...mapping.maps,
      table.delimiter,
      quoting,
      request.dateFormat,
      request.imageFolder,
    ];
    const report = await importInChunks({
      ...work,
      note: this.noteFor(viewer, { kind, workspaceId, fileName: source.name }),
      fingerprint: await fingerprint(source, settings.map(String)),
    });
    await this.options.priceBands.reclassifyRequestedUnchecked();
    return report;
  }

  /**
   * Imports counts that came with a request: all of them in one transaction, but for the rows that are rejected.
   *
   * @throws {DomainError} INVALID_INPUT for a map that cannot be used; FORBIDDEN
   */
  async importCounts(
    viewer: Viewer,
    { workspaceId, table, maps, dryRun }: CountsImport,
  ): Promise<ImportReport> {
    authorizeIn(workspaceId, viewer, IMPORT_COUNTS);
    const importer = await createImporter(this.options, viewer, { kind: ImportKind.COUNTS });
    const mapping = columnMapping(importer.fields, table.columns, maps);
    const { dataSource } = this.options;
    const fileName = 'request';
    const note = this.noteFor(viewer, { kind: ImportKind.COUNTS, workspaceId, fileName });
    const work = { dataSource, workspaceId, importer, table, mapping, fileName, note };
    const report = await importAtOnce(work, { dryRun });
    if (!dryRun) await this.options.priceBands.reclassifyRequestedUnchecked();
    return report;
  }

  /**
   * What an upload holds and how it would be read: with a guess of the maps where none are given.
   *
   * @throws {DomainError} NOT_FOUND, INVALID_INPUT for what is no table, FORBIDDEN
   */
  async preview(viewer: Viewer, request: PreviewRequest): Promise<ImportPreview> {
    authorize(viewer, IMPORT_FILES);
    const { kind, workspaceId, uploadId, maps, quoting } = request;
    const importer = await createImporter(this.options, viewer, { kind });
    const source = { ...(await this.openUploadUnchecked(uploadId)), inRequest: true };
    const table = await openTable(source, { quoting });
    return previewOf({ importer, workspaceId }, table, maps ?? guessedMaps(importer.fields, table.columns));
  }

  /**
   * Queues the import of an upload.
   *
   * @throws {DomainError} NOT_FOUND for an upload that does not exist or has expired, INVALID_INPUT for maps or a date
   *         format that cannot be used, FORBIDDEN
   */
  async start(viewer: Viewer, workspaceId: string, payload: ImportPayload): Promise<Job> {
    authorize(viewer, IMPORT_FILES);
    fieldSources(payload.maps ?? []);
    if (payload.dateFormat) dayReader(payload.dateFormat);
    const { name: fileName } = await this.openUploadUnchecked(payload.uploadId);
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

  /** Notes in the audit log who begins and ends an import. */
  private noteFor(viewer: Viewer, { workspaceId, ...what }: ImportedFile): ImportRequest['note'] {
    const subject = { type: 'Workspace', id: workspaceId };
    return (manager, stage, { rowCount, rejectedCount }) =>
      this.options.audit.record(manager, viewer, `import.${stage}`, subject, {
        ...what,
        rowCount,
        rejectedCount,
      });
  }
}

/** An import job after the word "Import", e.g. `counts: january.csv`. */
const subjectOf = ({ kind, dryRun }: ImportPayload, fileName: string) =>
  `${kind.toLowerCase()}: ${fileName}${dryRun ? ' (dry run)' : ''}`;
