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
import { createImporter, type ImporterParts, ImportKind } from './import-kind.js';
import { IMPORT_TASK, type ImportPayload } from './import-payload.js';
import { dateFormatOf, ISO_DATES } from './mapping/date-format.js';
import type { FieldMap } from './mapping/field-map.js';
import { parseMapText } from './mapping/map-text.js';
import { NumberFormat } from './mapping/number-format.js';
import type { ImportPreview } from './preview/import-preview.type.js';
import { previewOf } from './preview/preview.js';
import { fileHashes } from './runs/fingerprint.js';
import type { ImportProgress, ImportRequest } from './runs/import-request.js';
import { type ImportReport, importAtOnce, importInChunks } from './runs/import-table.js';
import { notesOnEarlierSettings } from './runs/imported-otherwise.js';
import { rejectsCsv } from './runs/rejects.js';
import { BOUNDS_IN_REQUEST, type SurveyBounds } from './survey/survey-table.js';
import { type SurveyedMapping, surveyedMapping } from './survey/surveyed-mapping.js';
import type { CsvQuoting } from './tables/csv/csv-quoting.js';
import { openTable } from './tables/open-table.js';
import type { Table } from './tables/table.js';
import { fileSource, type TableSource } from './tables/table-source.js';
import { withColumns } from './tables/with-columns.js';

export interface FileImport {
  readonly kind: ImportKind;
  readonly workspaceId: string;
  readonly source: TableSource;
  /** A text is a map as a person types it. */
  readonly maps: readonly (FieldMap | string)[];
  /** Whether a field that no map names stays empty; else it takes the column of its own name. */
  readonly mapsAreComplete?: boolean;
  /** How the file writes days and times, e.g. `dd-mm-yyyy`; ISO 8601 by default. */
  readonly dateFormat?: string | null;
  /** How the file writes numbers; found from the file by default. */
  readonly numberFormat?: NumberFormat | null;
  /** Of a CSV; found from the file by default. */
  readonly delimiter?: string | null;
  /** Of a CSV; quoted cells are checked by default. */
  readonly quoting?: CsvQuoting | null;
  /** Folder of the images of items, on this machine. */
  readonly imageFolder?: string | null;
  readonly dryRun: boolean;
  /** Import the file from its first row even where it was imported before. */
  readonly again?: boolean;
  /** Names the request, so that it goes on with what it began when it is made once more. */
  readonly requestId?: string;
  readonly report?: (progress: ImportProgress) => void;
  readonly signal?: AbortSignal;
  readonly takeRejects?: (csv: AsyncIterable<string>) => Promise<void>;
}

/** How a file was read: what was declared, and what was found from the file. An import under them reads the same. */
export interface SettingsInForce {
  readonly maps: readonly FieldMap[];
  readonly dateFormat: string | null;
  readonly numberFormat: NumberFormat | null;
  readonly delimiter: string | null;
  readonly quoting: CsvQuoting | null;
}

export interface FileReport extends ImportReport {
  readonly settings: SettingsInForce;
  /** What to know about the file as a whole, in sentences. */
  readonly notes: readonly string[];
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
  readonly numberFormat: NumberFormat | null;
  readonly dryRun: boolean;
}

type ReadRequest = Omit<FileImport, 'workspaceId' | 'dryRun'>;
type Readable = SurveyedMapping<string> & { readonly table: Table };

/** How an upload is to be read; a preview and an import with the same settings read the same. */
export type UploadSettings = Omit<ImportPayload, 'dryRun' | 'again'>;

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
    const { kind, workspaceId, source, dryRun } = request;
    const { importer, table, mapping, numberFormat } = await this.readableFile(viewer, request);
    const { dataSource } = this.options;
    const work = { ...request, dataSource, workspaceId, importer, table, mapping, fileName: source.name };
    const settings: SettingsInForce = {
      maps: mapping.fieldMaps,
      dateFormat: request.dateFormat ?? null,
      numberFormat,
      delimiter: table.delimiter,
      quoting: request.quoting ?? null,
    };
    const hashes = await fileHashes(source, fingerprinted(request, { table, mapping, numberFormat }));
    const { again = false } = request;
    const notes = await notesOnEarlierSettings(dataSource.manager, {
      ...hashes,
      workspaceId,
      importer,
      again,
    });
    if (dryRun) return { ...(await importAtOnce(work, { dryRun })), settings, notes };
    const report = await importInChunks({
      ...work,
      requestedBy: nameOf(viewer),
      note: this.noteFor(viewer, { kind, workspaceId, fileName: source.name }),
      ...hashes,
    });
    await this.options.priceBands.reclassifyRequestedUnchecked();
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
    await this.readableFile(
      viewer,
      { ...importOf(payload), source: { ...source, inRequest: true } },
      BOUNDS_IN_REQUEST,
    );
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

  /** Opens a file and binds it, so that everything that can be refused before its first row is. */
  private async readableFile(viewer: Viewer, request: ReadRequest, bounds?: SurveyBounds) {
    const dates = dateFormatOf(request.dateFormat);
    const importer = await createImporter(this.options, viewer, { ...request, dates });
    const table = withColumns(await openTable(request.source, request), mappedColumns(request.maps));
    const surveyed = await surveyedMapping({
      fields: importer.fields,
      table,
      maps: request.maps.map((map) => (typeof map === 'string' ? parseMapText(map, table.columns) : map)),
      mapsAreComplete: request.mapsAreComplete ?? false,
      numberFormat: request.numberFormat ?? null,
      dateFormat: dates,
      signal: request.signal,
      ...(bounds && { bounds }),
    });
    return { importer, table, ...surveyed };
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

/** The columns that maps name; those that people type are looked up in the file. */
const mappedColumns = (maps: FileImport['maps']) =>
  maps.flatMap((map) => (typeof map === 'string' ? [] : (map.column ?? [])));

/** The maps of an upload: without a list, fields take the columns of their own names. */
export const importOf = ({ maps, ...settings }: ImportPayload) => ({
  ...settings,
  maps: maps ?? [],
  mapsAreComplete: maps !== null,
});

/**
 * What decides, with the bytes of a file, what its import means. A decimal point is not named: files were read by it
 * before a format could be declared, and are still known; so are those whose quoting is not stated.
 */
function fingerprinted(
  { kind, dateFormat, imageFolder, quoting }: FileImport,
  { table, mapping, numberFormat }: Readable,
): string[] {
  const settings = [kind, ...mapping.maps, table.delimiter, dateFormat ?? null, imageFolder ?? null];
  const declared = [numberFormat === NumberFormat.DECIMAL_COMMA && numberFormat, quoting].filter(Boolean);
  return [...settings, ...declared].map(String);
}

/** An import job after the word "Import", e.g. `counts: january.csv`. */
const subjectOf = ({ kind, dryRun }: ImportPayload, fileName: string) =>
  `${kind.toLowerCase()}: ${fileName}${dryRun ? ' (dry run)' : ''}`;
