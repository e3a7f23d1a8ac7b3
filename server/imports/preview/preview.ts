import { DomainError } from '../../platform/index.js';
import { type ColumnMapping, columnMapping, type MappingOptions } from '../mapping/column-mapping.js';
import type { DateFormat } from '../mapping/date-format.js';
import type { FieldMap } from '../mapping/field-map.js';
import { guessedMaps } from '../mapping/guessed-maps.js';
import type { ImportField } from '../mapping/import-field.js';
import { isWaiting } from '../mapping/number-cell.js';
import type { NumberFormat } from '../mapping/number-format.js';
import { type Problem, problemSaying, RefusedImport } from '../mapping/problem.js';
import type { RowImporter } from '../runs/row-importer.js';
import { beginningOf } from '../shown-text.js';
import { type DecidedFormat, decidedFormat } from '../survey/decided-format.js';
import { BOUNDS_IN_REQUEST, type Survey, surveyTable } from '../survey/survey-table.js';
import type { Table, TableRow } from '../tables/table.js';
import { type CheckedRows, checkedRows } from './checked-rows.js';
import { FirstRows, MAX_ROWS } from './first-rows.js';
import { type FoundProblem, groupedProblems } from './grouped-problems.js';
import type { ImportColumn, ImportFieldInfo, ImportPreview } from './import-preview.type.js';
import { numberFormatOf } from './number-examples.js';

const SHOWN_ROWS = 20;
const SHOWN_WARNINGS = 20;
const SAMPLES = 5;
const MAX_DISTINCT_VALUES = 50;
/** A longer text is shortened, and not a value to map. */
const MAX_TEXT_LENGTH = 200;

export interface PreviewFor {
  readonly importer: RowImporter;
  readonly workspaceId: string;
  readonly dateFormat: DateFormat;
  /** As declared; null if it is to be found from the file. */
  readonly numberFormat: NumberFormat | null;
}

/**
 * What a table holds and how maps read it. Maps that cannot be used are a problem, not an error.
 *
 * @param stated null to guess them; a field that two columns could fill is then a problem, as it is for an import
 */
export async function previewOf(
  preview: PreviewFor,
  table: Table,
  stated: readonly FieldMap[] | null,
): Promise<ImportPreview> {
  const { importer, numberFormat: declared } = preview;
  const maps = stated ?? guessedMaps(importer.fields, table.columns);
  const bound = (numberFormat: NumberFormat | null) =>
    bindingAttempt(preview, table.columns, maps, { mapsAreComplete: stated !== null, numberFormat });
  const first = new FirstRows();
  const survey = await surveyOf(table, bound(declared), first);
  const decided = declared ? { format: declared, problems: [] } : decidedFormat(survey.numbers);
  const mapping = bound(decided.format);
  return {
    ...shapeOf(table, first.rows),
    fields: fieldInfosOf(importer.fields),
    maps,
    numberFormat: numberFormatOf(table.columns, survey.numbers, { declared, decided }),
    surveyedRowCount: survey.rowCount,
    sawAllRows: survey.sawAllRows,
    ...(isRefusal(mapping)
      ? {
          mappedRows: [],
          warnings: [],
          problems: groupedProblems(mapping.map((problem) => ({ problem, row: null }))),
        }
      : readingsOf(importer, await checkedRows(preview, mapping, first.rows), decided)),
  };
}

/** A mapping, or why the maps cannot be used. */
type Attempt = ColumnMapping<string> | readonly Problem[];

const isRefusal = (attempt: Attempt): attempt is readonly Problem[] => Array.isArray(attempt);

function bindingAttempt(
  { importer, dateFormat }: PreviewFor,
  columns: readonly string[],
  maps: readonly FieldMap[],
  options: Pick<MappingOptions, 'mapsAreComplete' | 'numberFormat'>,
): Attempt {
  try {
    return columnMapping(importer.fields, columns, maps, { ...options, dateFormat });
  } catch (error) {
    if (error instanceof RefusedImport) return error.problems;
    if (error instanceof DomainError) return [problemSaying(null, error.message)];
    throw error;
  }
}

/** Files of text are read on beyond their first rows, since a fault of the whole file may come late. */
function surveyOf(table: Table, attempt: Attempt, first: FirstRows): Promise<Survey> {
  const columns = isRefusal(attempt) ? [] : attempt.numberColumns;
  const isEnough = table.format === 'PARQUET' && columns.length === 0;
  const bounds = isEnough ? { ...BOUNDS_IN_REQUEST, rows: MAX_ROWS } : BOUNDS_IN_REQUEST;
  return surveyTable({ table, columns, bounds, onRow: first.take });
}

/** Fields as GraphQL lists them. */
export const fieldInfosOf = (fields: readonly ImportField[]): ImportFieldInfo[] =>
  fields.map(({ allowedValues = [], ...field }) => ({ ...field, allowedValues }));

const shapeOf = ({ format, delimiter, columns, columnsAreComplete }: Table, rows: readonly TableRow[]) => ({
  format,
  delimiter,
  columns: columns.map((name, column) =>
    columnOf(
      name,
      rows.map(({ cells }) => cells[column] ?? ''),
    ),
  ),
  columnsAreComplete,
  rows: rows.slice(0, SHOWN_ROWS).map(({ cells }) => columns.map((_, column) => shown(cells[column]))),
});

const shown = (text = '') => beginningOf(text, MAX_TEXT_LENGTH);

function columnOf(name: string, values: readonly string[]): ImportColumn {
  const distinct = [...new Set(values.map((value) => value.trim()))];
  const isMappable =
    distinct.length <= MAX_DISTINCT_VALUES && distinct.every((value) => value.length <= MAX_TEXT_LENGTH);
  return {
    name,
    samples: distinct
      .filter((value) => value !== '')
      .slice(0, SAMPLES)
      .map(shown),
    distinctValues: isMappable ? distinct.sort() : [],
  };
}

function readingsOf(
  { fields }: RowImporter,
  { records, problems, warnings }: CheckedRows,
  decided: DecidedFormat,
): Pick<ImportPreview, 'mappedRows' | 'problems' | 'warnings'> {
  const ofFormat: FoundProblem[] = decided.problems.map((problem) => ({
    ...problem,
    problem,
    isBlocking: true,
  }));
  const ofRows = problems.filter(({ problem }) => ofFormat.length === 0 || !isWaiting(problem));
  return {
    mappedRows: records.slice(0, SHOWN_ROWS).map((record) => fields.map(({ name }) => shown(record[name]))),
    problems: groupedProblems([...ofFormat, ...ofRows]),
    warnings: warnings.slice(0, SHOWN_WARNINGS),
  };
}
