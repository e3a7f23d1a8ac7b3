import { beginningOf } from '../shown-text.js';
import type { TableRow } from '../tables/table.js';
import { type Binding, type BoundFields, boundFields } from './bindings.js';
import { dateProblem, needsDateFormat } from './date-fault.js';
import { type DateFormat, ISO_DATES } from './date-format.js';
import { ANY_VALUE, type FieldMap, fieldMapOf } from './field-map.js';
import type { ImportField, NumberKind } from './import-field.js';
import { mapText } from './map-text.js';
import { readNumberCell } from './number-cell.js';
import type { NumberFormat } from './number-format.js';
import { type Problem, problemSaying } from './problem.js';

/** Every field by name; `''` where the row has nothing for it. */
export type MappedRecord<Name extends string> = Readonly<Record<Name, string>>;

type RowCells = Pick<TableRow, 'cells' | 'numeric'>;

/** A column that fills a number field as it is. */
export interface NumberColumn {
  readonly field: string;
  readonly kind: NumberKind;
  readonly column: number;
}

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
  return {
    unusedColumns: columns.filter((_, index) => !used.has(index)),
    fieldMaps: sources.map(fieldMapOf),
    maps: sources.map(mapText).sort(),
    numberColumns: numberColumnsOf(fields, bindings),
    read: (row) => readCells(row, { fields, columns, bindings, numberFormat, dateFormat }),
  };
}

function numberColumnsOf(fields: readonly ImportField[], bindings: BoundFields['bindings']): NumberColumn[] {
  return fields.flatMap(({ name, number }) => {
    const binding = bindings.get(name);
    if (!number || !binding || 'literal' in binding || binding.values.size > 0) return [];
    return [{ field: name, kind: number, column: binding.column }];
  });
}

interface Bound<Name extends string> {
  readonly fields: readonly ImportField<Name>[];
  readonly columns: readonly string[];
  readonly bindings: BoundFields['bindings'];
  readonly numberFormat: NumberFormat | null;
  readonly dateFormat: DateFormat;
}

/** A value and what is wrong with it. */
interface Read {
  readonly value: string;
  readonly problem: Problem | null;
}

function readCells<Name extends string>(
  row: RowCells,
  bound: Bound<Name>,
): ReturnType<ColumnMapping<Name>['read']> {
  const problems: Problem[] = [];
  const currency = boundValue('currency', row, bound).value;
  const values = bound.fields.map((field): [Name, string] => {
    const found = boundValue(field.name, row, bound);
    const { value, problem } = found.problem
      ? found
      : typedValue(field, found.value, row, { ...bound, currency });
    if (problem) problems.push(problem);
    return [field.name, value];
  });
  return { record: Object.fromEntries(values) as MappedRecord<Name>, problems }; // every field was just set
}

function typedValue(
  { name, number, isTime }: ImportField,
  text: string,
  { numeric }: RowCells,
  { bindings, numberFormat, dateFormat, currency }: Bound<string> & { readonly currency: string },
): Read {
  const binding = bindings.get(name);
  if (isTime) return timeValue(name, text, dateFormat);
  const isStated = !binding || 'literal' in binding || binding.values.size > 0;
  if (!number || isStated || numeric?.[binding.column]) return { value: text, problem: null };
  return readNumberCell({ field: name, kind: number, text, format: numberFormat, currency });
}

/** An ISO time stays as it is: it is read where times are stored, and its text names a row that has no id. */
function timeValue(field: string, text: string, dates: DateFormat): Read {
  if (text === '') return { value: '', problem: null };
  const value = dates.readTime ? dates.readTime(text) : text;
  if (value === null || (!dates.readTime && needsDateFormat(text)))
    return { value: '', problem: dateProblem(field, text, dates) };
  return { value, problem: null };
}

function boundValue(
  field: string,
  { cells }: RowCells,
  { bindings, columns }: Pick<Bound<string>, 'bindings' | 'columns'>,
): Read {
  const binding: Binding | undefined = bindings.get(field);
  if (!binding) return { value: '', problem: null };
  if ('literal' in binding) return { value: binding.literal, problem: null };
  const { column, values, known } = binding;
  const value = (cells[column] ?? '').trim();
  if (values.size === 0) return { value, problem: null };
  const translated = values.get(value) ?? values.get(ANY_VALUE);
  if (translated !== undefined) return { value: translated, problem: null };
  const name = beginningOf(columns[column]!);
  const message = `${name} is "${beginningOf(value)}", its map only knows ${known}`;
  return { value: '', problem: problemSaying(field, message) };
}
