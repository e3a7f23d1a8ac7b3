import type { Problem } from '../mapping/problem.js';
import type { ImportProblem } from './import-preview.type.js';

/** More say nothing that a person could act on at once. */
const MAX_PROBLEMS = 50;

/** A problem and the row that it was found in; null for one of the maps themselves. */
export interface FoundProblem {
  readonly problem: Problem;
  readonly row: number | null;
  /** In how many rows it was found; 1 by default. */
  readonly count?: number;
  /** Whether it keeps the whole import from starting, as those of the maps do; false of a row by default. */
  readonly isBlocking?: boolean;
}

/** Each fault once, as its first row has it, in the order of the rows. */
export function groupedProblems(found: readonly FoundProblem[]): ImportProblem[] {
  const groups = new Map<string, { -readonly [Key in keyof ImportProblem]: ImportProblem[Key] }>();
  for (const { problem, row, count = 1, isBlocking = row === null } of [...found].sort(
    (a, b) => (a.row ?? 0) - (b.row ?? 0),
  )) {
    const { field, message, fault } = problem;
    const group = groups.get(`${field} ${fault}`);
    if (group) group.count += count;
    else groups.set(`${field} ${fault}`, { field, row, count, isBlocking, message });
  }
  return [...groups.values()].slice(0, MAX_PROBLEMS);
}
