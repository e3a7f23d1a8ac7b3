import { type BoundFields, boundFields } from './bindings.js';
import {
  type CellReader,
  cellReader,
  isPlainColumn,
  type NumberColumn,
  type RowCells,
  textReader,
} from './cell-readers.js';
import { type DateFormat, ISO_DATES } from './date-format.js';
import { type FieldMap, fieldMapOf } from './field-map.js';
import type { ImportField } from './import-field.js';
import { mapText } from './map-text.js';
import type { NumberFormat } from './number-format.js';
import type { Problem } from './problem.js';

/** Every field by name; `''` where the row has nothing for it. */
export type MappedRecord<Name extends string> = Readonly<Record<Name, string>>;

export interface MappingOptions {
  /** Whether a field that no map names stays empty; else it takes the column of its own name. */
  readonly mapsAreComplete?: boolean;
  /** How the file writes numbers; null or absent: only what reads the same in all formats is read. */
  readonly numberFormat?: NumberFormat | null;
  /** ISO 8601 by default. */
  readonly dateFormat?: DateFormat;
}

export interface ColumnMapping<Name extends string> {
  /** Columns of the file that no field takes. */
  readonly unusedColumns: readonly string[];
  /** The effective maps, also those that the header alone gave. */
  readonly fieldMaps: readonly FieldMap[];
  /** The same as people type them, e.g. `clicks=Clicks`. */
  readonly maps: readonly string[];
  readonly numberColumns: readonly NumberColumn[];
  /** The fields of a row, numbers as plain decimals and declared times as ISO 8601, and what cannot be read so. */
  read(row: RowCells): { record: MappedRecord<Name>; problems: readonly Problem[] };
}

/**
 * Binds fields to the columns of a file, so that a canonical header needs no map at all.
 *
 * @throws {RefusedImport} for maps that cannot be used, see `boundFields`
 */
export function columnMapping<Name extends string>(
  fields: readonly ImportField<Name>[],
  columns: readonly string[],
  maps: readonly FieldMap[],
  { mapsAreComplete = false, numberFormat = null, dateFormat = ISO_DATES }: MappingOptions = {},
): ColumnMapping<Name> {
  const { sources, bindings } = boundFields(fields, columns, maps, mapsAreComplete);
  const used = new Set([...bindings.values()].map((binding) => ('column' in binding ? binding.column : -1)));
  const currency = textReader('currency', bindings.get('currency'), columns);
  const formats = { columns, numberFormat, dateFormat, currency };
  return {
    unusedColumns: columns.filter((_, index) => !used.has(index)),
    fieldMaps: sources.map(fieldMapOf),
    maps: sources.map(mapText).sort(),
    numberColumns: numberColumnsOf(fields, bindings),
    read: rowReader(
      fields.map((field) => [field.name, cellReader(field, bindings.get(field.name), formats)] as const),
    ),
  };
}

function numberColumnsOf(fields: readonly ImportField[], bindings: BoundFields['bindings']): NumberColumn[] {
  return fields.flatMap(({ name, number }) => {
    const binding = bindings.get(name);
    return number && isPlainColumn(binding) ? [{ field: name, kind: number, column: binding.column }] : [];
  });
}

function rowReader<Name extends string>(
  readers: readonly (readonly [Name, CellReader])[],
): ColumnMapping<Name>['read'] {
  return (row) => {
    const problems: Problem[] = [];
    const record = {} as Record<Name, string>; // every field is set below
    for (const [name, read] of readers) record[name] = read(row, problems);
    return { record, problems };
  };
}
