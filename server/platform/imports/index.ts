export { type ColumnMapping, columnMapping, type MappedRecord } from './mapping/column-mapping.js';
export { guessedMaps } from './mapping/guessed-maps.js';
export type { ImportField } from './mapping/import-field.js';
export { openTable } from './tables/open-table.js';
export type { Table, TableFormat, TableRow } from './tables/table.js';
export { fileSource, type TableSource, textSource } from './tables/table-source.js';
export { type DayReader, dayReader, isoDay } from './values/calendar-day.js';
export { RecordReader } from './values/record-reader.js';
