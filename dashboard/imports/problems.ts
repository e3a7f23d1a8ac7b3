import { formatCount } from '../format/numbers.js';
import type { Preview } from './mapping/mapped-field.js';

export type ImportProblem = Omit<Preview['problems'][number], '__typename'>;

export interface SortedProblems {
  /** Faults of the mapping by field, shown next to that field. */
  readonly byField: ReadonlyMap<string, string>;
  /** Why the number format has to be declared. */
  readonly ofNumbers: readonly string[];
  /** Faults of the import as a whole. */
  readonly general: readonly string[];
  /** Faults of rows: these rows would be rejected, the others go in. */
  readonly ofRows: readonly string[];
  /** Whether an import under these settings would be refused. */
  readonly isBlocked: boolean;
}

interface ProblemContext {
  /** What the page itself says of fields that have to be filled, until the server says why they are not. */
  readonly missing: ReadonlyMap<string, string>;
  /** Why the server refuses the settings as a whole. */
  readonly refusal: string | null;
  /** Whether a field that is no field of the rows shows a fault of its own. */
  readonly hasOtherFault: boolean;
}

/** Problems by where a page shows them. */
export function sortProblems(
  problems: readonly ImportProblem[],
  { missing, refusal, hasOtherFault }: ProblemContext,
): SortedProblems {
  const blocking = problems.filter(({ isBlocking }) => isBlocking);
  const ofMaps = blocking.filter(({ row }) => row === null);
  const unplaced = messages(ofMaps.filter(({ field }) => field === null));
  const byField = new Map([...missing, ...faultsByField(ofMaps)]);
  return {
    byField,
    ofNumbers: messages(blocking.filter(({ row }) => row !== null)), // what rows have and still blocks
    general: refusal ? [refusal, ...unplaced] : unplaced,
    ofRows: problems.filter(({ isBlocking }) => !isBlocking).map(rowWords),
    isBlocked: blocking.length > 0 || missing.size > 0 || refusal !== null || hasOtherFault,
  };
}

function faultsByField(problems: readonly ImportProblem[]): Map<string, string> {
  const faults = new Map<string, string>();
  for (const { field, message } of problems)
    if (field !== null) faults.set(field, [faults.get(field), message].filter(Boolean).join('. '));
  return faults;
}

const messages = (problems: readonly ImportProblem[]) => problems.map(({ message }) => message);

const rowWords = ({ row, count, message }: ImportProblem): string =>
  count === 1
    ? `Row ${formatCount(row)}: ${message}`
    : `${formatCount(count)} rows, the first is row ${formatCount(row)}: ${message}`;
