import { beginningOf } from '../shown-text.js';
import type { TableRow } from '../tables/table.js';
import type { Binding } from './bindings.js';
import { dateProblem } from './date-fault.js';
import type { DateFormat } from './date-format.js';
import { ANY_VALUE } from './field-map.js';
import type { ImportField } from './import-field.js';
import { isPlainIn, readNumberCell } from './number-cell.js';
import type { NumberFormat } from './number-format.js';
import type { NumberKind } from './number-kind.js';
import { type Problem, problemSaying } from './problem.js';

export type RowCells = Pick<TableRow, 'cells' | 'numeric'>;

/** Reads one field of a row; what is wrong with it goes to the problems. Made once a file, since files have many rows. */
export type CellReader = (row: RowCells, problems: Problem[]) => string;

/** What the readers of a file share. */
export interface CellFormats {
  readonly columns: readonly string[];
  readonly numberFormat: NumberFormat | null;
  readonly dateFormat: DateFormat;
  /** Reads the currency of a row. */
  readonly currency: CellReader;
}

/** The reader of a field: numbers become plain decimals and times of a declared format ISO 8601. */
export function cellReader(
  field: ImportField,
  binding: Binding | undefined,
  formats: CellFormats,
): CellReader {
  const { name, number, isTime } = field;
  const text = textReader(name, binding, formats.columns);
  if (isTime && binding) return timeReader(field, text, formats.dateFormat);
  if (!number || !isPlainColumn(binding)) return text;
  return numberReader({ field: name, kind: number, column: binding.column }, text, formats);
}

/** Whether a field takes a column as it is. */
export const isPlainColumn = (
  binding: Binding | undefined,
): binding is Extract<Binding, { column: number }> =>
  binding !== undefined && 'column' in binding && binding.values.size === 0;

/** The reader of a field's text, before its type is looked at. */
export function textReader(
  field: string,
  binding: Binding | undefined,
  columns: readonly string[],
): CellReader {
  if (!binding) return () => '';
  if ('literal' in binding) return () => binding.literal;
  const { column, values, known } = binding;
  if (values.size === 0) return ({ cells }) => (cells[column] ?? '').trim();
  const name = beginningOf(columns[column]!);
  return ({ cells }, problems) => {
    const value = (cells[column] ?? '').trim();
    const translated = values.get(value) ?? values.get(ANY_VALUE);
    if (translated !== undefined) return translated;
    problems.push(problemSaying(field, `${name} is "${beginningOf(value)}", its map only knows ${known}`));
    return '';
  };
}

function timeReader({ name: field, required }: ImportField, text: CellReader, dates: DateFormat): CellReader {
  return (row, problems) => {
    const found = text(row, problems);
    if (found === '' && required) problems.push(problemSaying(field, `${field} is blank`));
    if (found === '') return '';
    const value = dates.readTime(found);
    if (value === null) problems.push(dateProblem({ field, text: found, what: 'time' }, dates));
    return value ?? '';
  };
}

/** A column that fills a number field as it is. */
export interface NumberColumn {
  readonly field: string;
  readonly kind: NumberKind;
  readonly column: number;
}

function numberReader(
  { field, kind, column }: NumberColumn,
  textOf: CellReader,
  { numberFormat: format, currency }: CellFormats,
): CellReader {
  return (row, problems) => {
    const text = textOf(row, problems);
    if (isPlainIn(text, format) || row.numeric?.[column]) return text;
    const reading = readNumberCell({ field, kind, text, format, currency: currency(row, []) });
    if (reading.problem) problems.push(reading.problem);
    return reading.value;
  };
}
