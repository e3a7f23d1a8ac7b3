import type { ColumnMapping, MappedRecord } from '../mapping/column-mapping.js';
import { isWaiting } from '../mapping/number-cell.js';
import { problemSaying } from '../mapping/problem.js';
import type { RowImporter, RowWarning } from '../runs/row-importer.js';
import { warningsOf } from '../runs/warnings.js';
import type { TableRow } from '../tables/table.js';
import type { FoundProblem } from './grouped-problems.js';

/** Rows as their maps read them, and what is wrong with them. */
export interface CheckedRows {
  readonly records: readonly MappedRecord<string>[];
  readonly problems: readonly FoundProblem[];
  /** Of rows without a problem. */
  readonly warnings: readonly RowWarning[];
}

type MappedRow = ReturnType<ColumnMapping<string>['read']>;

/** Reads rows by a mapping and has an importer check those that it could read. Nothing is imported. */
export async function checkedRows(
  { importer, workspaceId }: { readonly importer: RowImporter; readonly workspaceId: string },
  mapping: ColumnMapping<string>,
  rows: readonly TableRow[],
): Promise<CheckedRows> {
  const mapped = rows.map((row) => {
    const { record, problems } = mapping.read(row);
    return {
      number: row.number,
      record,
      problems: row.problem ? [problemSaying(null, `row ${row.problem}`)] : problems,
    };
  });
  const readable = mapped.filter(({ problems }) => problems.length === 0);
  const found = await importer.check(workspaceId, readable);
  return {
    records: mapped.map(withoutOpenNumbers),
    problems: [
      ...mapped.flatMap(({ number, problems }) => problems.map((problem) => ({ problem, row: number }))),
      ...found.flatMap(({ row, reason, problems }) =>
        (problems ?? [problemSaying(fieldOf(reason, importer), reason)]).map((problem) => ({ problem, row })),
      ),
    ],
    warnings: warningsOf(importer, readable, found),
  };
}

/** A number that is read only once the number format is declared is left out: as it stands it would pass for one. */
function withoutOpenNumbers({ record, problems }: MappedRow): MappedRecord<string> {
  const open = problems.filter(isWaiting).map(({ field }) => [field, '']);
  return open.length > 0 ? { ...record, ...Object.fromEntries(open) } : record;
}

/** The field that a sentence is about: whoever checks a value begins with the name of its field. */
const fieldOf = (reason: string, { fields }: RowImporter): string | null =>
  fields.find(({ name }) => reason.startsWith(`${name} `))?.name ?? null;
