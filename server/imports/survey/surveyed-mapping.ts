import { type ColumnMapping, columnMapping, type MappingOptions } from '../mapping/column-mapping.js';
import type { FieldMap } from '../mapping/field-map.js';
import type { ImportField } from '../mapping/import-field.js';
import type { NumberFormat } from '../mapping/number-format.js';
import { type Problem, RefusedImport } from '../mapping/problem.js';
import type { Table } from '../tables/table.js';
import { decidedFormat } from './decided-format.js';
import { type SurveyBounds, surveyTable } from './survey-table.js';

export interface MappingRequest<Name extends string> extends MappingOptions {
  readonly fields: readonly ImportField<Name>[];
  readonly table: Table;
  readonly maps: readonly FieldMap[];
  /** How much of the file is looked at; all of it by default. */
  readonly bounds?: SurveyBounds;
  readonly signal?: AbortSignal | undefined;
}

export interface SurveyedMapping<Name extends string> {
  readonly mapping: ColumnMapping<Name>;
  /** As declared, else as the file shows it; null where all its numbers read the same in both. */
  readonly numberFormat: NumberFormat | null;
}

/**
 * Binds the fields of an import to a file and finds out how the file writes numbers.
 *
 * @throws {RefusedImport} for maps that cannot be used, or a number format that has to be declared
 * @throws {DomainError} INVALID_INPUT for a fault of the file
 */
export async function surveyedMapping<Name extends string>({
  fields,
  table,
  maps,
  bounds,
  signal,
  ...options
}: MappingRequest<Name>): Promise<SurveyedMapping<Name>> {
  const declared = options.numberFormat ?? null;
  const bound = (numberFormat: NumberFormat | null) =>
    columnMapping(fields, table.columns, maps, { ...options, numberFormat });
  const mapping = bound(declared);
  const columns = declared ? [] : mapping.numberColumns;
  if (table.format === 'PARQUET' && columns.length === 0) return { mapping, numberFormat: declared };
  const { numbers } = await surveyTable({ table, columns, signal, ...(bounds && { bounds }) });
  const { format, problems } = decidedFormat(numbers);
  if (problems.length > 0) throw new RefusedImport(problems, refusalText(problems));
  return { mapping: bound(declared ?? format), numberFormat: declared ?? format };
}

/** The first problem, and the other fields that have one. */
function refusalText([first, ...others]: readonly Problem[]): string {
  const fields = [...new Set(others.map(({ field }) => field))].join(', ');
  return fields === '' ? first!.message : `${first!.message}. The same goes for ${fields}`; // there is one
}
