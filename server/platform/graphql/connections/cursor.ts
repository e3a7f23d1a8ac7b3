import { invalidInput } from '../../errors/domain-error.js';
import { shortened } from '../../errors/shortened.js';

/** Characters of a cursor: room for the longest names as sort values. */
export const MAX_CURSOR_LENGTH = 4_000;

/** Characters of a wrong cursor that its error repeats. */
const MAX_QUOTED = 100;

/** A value that survives JSON exactly, so that it can stand in a cursor. */
export type SortValue = string | number;

/** Opaque to clients: base64url of the JSON of the sort values of a row, the unique one last. */
export const toCursor = (values: readonly SortValue[]): string =>
  Buffer.from(JSON.stringify(values)).toString('base64url');

/**
 * The sort values in a cursor.
 *
 * @throws {DomainError} INVALID_INPUT when it is not a cursor of `length` values
 */
export function parseCursor(cursor: string, length: number): SortValue[] {
  const values = parseJson(Buffer.from(cursor, 'base64url').toString());
  if (!Array.isArray(values) || values.length !== length || !values.every(isSortValue)) {
    throw invalidInput(
      `"${shortened(cursor, MAX_QUOTED)}" is not a cursor of this list: pass one that an earlier page gave`,
    );
  }
  return values;
}

const isSortValue = (value: unknown): value is SortValue =>
  typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
