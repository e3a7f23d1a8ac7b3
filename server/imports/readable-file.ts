import type { Viewer } from '../platform/index.js';
import type { FileImport, SettingsInForce } from './file-import.js';
import { createImporter, type ImporterParts } from './import-kind.js';
import { dateFormatOf } from './mapping/date-format.js';
import { parseMapText } from './mapping/map-text.js';
import { NumberFormat } from './mapping/number-format.js';
import type { RowImporter } from './runs/row-importer.js';
import type { SurveyBounds } from './survey/survey-table.js';
import { type SurveyedMapping, surveyedMapping } from './survey/surveyed-mapping.js';
import { openTable } from './tables/open-table.js';
import type { Table } from './tables/table.js';
import { withColumns } from './tables/with-columns.js';

/** What a file is and how it is read, whatever is done with its rows. */
type ReadRequest = Omit<FileImport, 'workspaceId' | 'dryRun'>;

/** A file whose columns are bound to the fields of its importer. */
export interface ReadableFile extends SurveyedMapping<string> {
  readonly importer: RowImporter;
  readonly table: Table;
}

/**
 * Opens a file and binds it, so that everything that can be refused before its first row is.
 *
 * @param bounds how much of the file is looked at; all of it by default
 * @throws {DomainError} INVALID_INPUT for a file, maps or formats that cannot be used
 */
export async function readableFile(
  parts: ImporterParts,
  viewer: Viewer,
  request: ReadRequest,
  bounds?: SurveyBounds,
): Promise<ReadableFile> {
  const dates = dateFormatOf(request.dateFormat);
  const importer = await createImporter(parts, viewer, { ...request, dates });
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

/** The columns that maps name; those that people type are looked up in the file. */
export const mappedColumns = (maps: FileImport['maps']): readonly string[] =>
  maps.flatMap((map) => (typeof map === 'string' ? [] : (map.column ?? [])));

export const settingsInForce = (
  { dateFormat, quoting }: ReadRequest,
  { table, mapping, numberFormat }: ReadableFile,
): SettingsInForce => ({
  maps: mapping.fieldMaps,
  dateFormat: dateFormat ?? null,
  numberFormat,
  delimiter: table.delimiter,
  quoting: quoting ?? null,
});

/**
 * What decides, with the bytes of a file, what its import means. A decimal point is not named: files were read by it
 * before a format could be declared, and are still known; so are those whose quoting is not stated.
 */
export function fingerprinted(
  { kind, dateFormat, imageFolder, quoting }: ReadRequest,
  { table, mapping, numberFormat }: ReadableFile,
): string[] {
  const settings = [kind, ...mapping.maps, table.delimiter, dateFormat ?? null, imageFolder ?? null];
  const declared = [numberFormat === NumberFormat.DECIMAL_COMMA && numberFormat, quoting].filter(Boolean);
  return [...settings, ...declared].map(String);
}
