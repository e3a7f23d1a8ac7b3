import { DomainError } from '../../platform/index.js';
import { type ColumnMapping, columnMapping } from '../mapping/column-mapping.js';
import type { FieldMap } from '../mapping/field-map.js';
import type { ImportField } from '../mapping/import-field.js';
import type { RowImporter } from '../runs/row-importer.js';
import { beginningOf } from '../shown-text.js';
import type { Table, TableRow } from '../tables/table.js';
import type { ImportFieldInfo, ImportPreview } from './import-preview.type.js';

/** What is looked at: the first rows, as many as keep to all three limits, but always one. */
const MAX_ROWS = 1000;
const MAX_CELLS = 100_000;
const MAX_CHARACTERS = 1_000_000;
const SHOWN_ROWS = 20;
const SAMPLES = 5;
const MAX_DISTINCT_VALUES = 50;
/** A longer text is shortened, and not a value to map. */
const MAX_TEXT_LENGTH = 200;

interface PreviewFor {
  readonly importer: RowImporter;
  readonly workspaceId: string;
}

/** What a table holds and how maps read it. Maps that cannot be used are a problem, not an error. */
export async function previewOf(
  { importer, workspaceId }: PreviewFor,
  table: Table,
  maps: readonly FieldMap[],
): Promise<ImportPreview> {
  const { fields } = importer;
  const looked = await firstRows(table);
  const rows = looked.slice(0, SHOWN_ROWS);
  const mapping = attempted(() => columnMapping(fields, table.columns, maps, true));
  return {
    format: table.format,
    delimiter: table.delimiter,
    columns: table.columns.map((name, column) =>
      columnOf(
        name,
        looked.map(({ cells }) => cells[column] ?? ''),
      ),
    ),
    fields: fieldInfosOf(fields),
    maps,
    rows: rows.map(({ cells }) => table.columns.map((_, column) => shown(cells[column]))),
    ...(typeof mapping === 'string'
      ? { mappedRows: [], problems: [mapping] }
      : await readWith(mapping, { importer, workspaceId }, rows)),
  };
}

/** Fields as GraphQL lists them. */
export const fieldInfosOf = (fields: readonly ImportField[]): ImportFieldInfo[] =>
  fields.map(({ allowedValues = [], ...field }) => ({ ...field, allowedValues }));

const shown = (text = '') => beginningOf(text, MAX_TEXT_LENGTH);

async function firstRows(table: Table): Promise<TableRow[]> {
  const rows: TableRow[] = [];
  let cells = 0;
  let characters = 0;
  for await (const row of table.rows()) {
    rows.push(row);
    cells += row.cells.length;
    characters += row.cells.join('').length;
    if (rows.length >= MAX_ROWS || cells >= MAX_CELLS || characters >= MAX_CHARACTERS) break;
  }
  return rows;
}

function columnOf(name: string, values: readonly string[]) {
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
/** What `work` gives, or the sentence it is refused with. */
function attempted<T extends object>(work: () => T): T | string {
  try {
    return work();
  } catch (error) {
    if (error instanceof DomainError) return error.message;
    throw error;
  }
}

async function readWith(
  mapping: ColumnMapping<string>,
  { importer, workspaceId }: PreviewFor,
  rows: readonly TableRow[],
): Promise<Pick<ImportPreview, 'mappedRows' | 'problems'>> {
  const mapped = rows.map(({ number, cells, problem }) => {
    const { record, problems } = mapping.read(cells);
    return { number, record, problems: problem ? [problem] : problems };
  });
  const found = await importer.check(
    workspaceId,
    mapped.filter(({ problems }) => problems.length === 0),
  );
  const unmapped = mapped.flatMap(({ number, problems }) =>
    problems.map((reason) => ({ row: number, reason })),
  );
  return {
    mappedRows: mapped.map(({ record }) => importer.fields.map(({ name }) => shown(record[name]))),
    problems: [...unmapped, ...found]
      .sort((a, b) => a.row - b.row)
      .map(({ row, reason }) => `row ${row}: ${reason}`),
  };
}
