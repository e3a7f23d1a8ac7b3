import { DomainError } from '../../platform/index.js';
import { beginningOf } from '../shown-text.js';

/** What is wrong with a value of a row or with the maps, in words for a page and, apart from them, for the command line. */
export interface Problem {
  /** Null where it is about no single field. */
  readonly field: string | null;
  /** A whole sentence with the field and the value. */
  readonly message: string;
  /** The sentence without the value: problems with the same one are one fault for a person. */
  readonly fault: string;
  /** What to type on the command line; null where the message says it all. */
  readonly hint: string | null;
}

/** A problem with a value, e.g. `orders is "x", it must be a whole number from 0 on`. */
export const valueProblem = (
  field: string,
  value: string,
  fault: string,
  hint: string | null = null,
): Problem => ({
  field,
  message: `${field} is "${beginningOf(value)}", ${fault}`,
  fault: `${field} ${fault}`,
  hint,
});

/** A problem that quotes no value, or where the value is the point, as in a word that needs a translation. */
export const problemSaying = (
  field: string | null,
  message: string,
  hint: string | null = null,
): Problem => ({
  field,
  message,
  fault: message,
  hint,
});

/** The problems of a row as one text, without what to type. */
export const problemsText = (problems: readonly Problem[]): string =>
  problems.map(({ message }) => message).join('; ');

/** What to type about the problems of a row; null where there is nothing. */
export const hintsText = (problems: readonly Problem[]): string | null =>
  [...new Set(problems.flatMap(({ hint }) => hint ?? []))].join('; ') || null;

/** An import that is refused before its first row; each reason is also there by its field. */
export class RefusedImport extends DomainError {
  /** @param message the problems in one text, unless it is given */
  constructor(
    readonly problems: readonly Problem[],
    message: string = problemsText(problems),
  ) {
    super('INVALID_INPUT', message);
  }
}

/** The error with what to type added to its message, for the command line. */
export function withHints(error: unknown): unknown {
  const hints = error instanceof RefusedImport ? hintsText(error.problems) : null;
  return error instanceof RefusedImport && hints
    ? new DomainError(error.code, `${error.message}; ${hints}`)
    : error;
}
