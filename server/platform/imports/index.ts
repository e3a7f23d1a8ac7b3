export { IMPORT_LIMITS, MAX_DATE_FORMAT_LENGTH, MAX_MAP_LENGTH, MAX_MAPS } from './limits.js';
export { type ColumnMapping, columnMapping } from './mapping/column-mapping.js';
export { parseMaps } from './mapping/field-map.js';
export { guessedMaps } from './mapping/guessed-maps.js';
export type { ImportField } from './mapping/import-field.js';
export { fingerprint } from './runs/fingerprint.js';
export {
  type ImportProgress,
  type ImportReport,
  type ImportRequest,
  importAtOnce,
  importFile,
} from './runs/import-table.js';
export { rejectsCsv } from './runs/rejects.js';
export type { Chunk, ChunkOutcome, ImportRow, Rejection, RowImporter } from './runs/row-importer.js';
export { beginningOf } from './shown-text.js';
export { openTable } from './tables/open-table.js';
export type { Table, TableRow } from './tables/table.js';
export { fileSource, type TableSource, textSource } from './tables/table-source.js';
export { type DayReader, dayReader, isoDay } from './values/calendar-day.js';
export { RecordReader } from './values/record-reader.js';
