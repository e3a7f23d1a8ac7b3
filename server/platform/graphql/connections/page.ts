import { invalidInput } from '../../errors/domain-error.js';
import type { ConnectionArgs } from './connection.input.js';
import type { Connection } from './connection.type.js';
import { parseCursor, type SortValue, toCursor } from './cursor.js';
import { DEFAULT_PAGE_SIZE } from './page-size.js';

/** What a reader must fetch for a page: at most `size + 1` rows strictly between the two keys. */
export interface Page {
  readonly size: number;
  /** From the end: fetch in reverse order; `toConnection` turns the rows round again. */
  readonly backward: boolean;
  readonly after: readonly SortValue[] | null;
  readonly before: readonly SortValue[] | null;
}

/**
 * The page that connection arguments ask for, whose size is within its range already.
 *
 * @param keyLength number of sort values in a cursor of this list
 * @throws {DomainError} INVALID_INPUT for `first` with `last`, or a cursor of another list
 */
export function pageOf({ first, after, last, before }: ConnectionArgs, keyLength: number): Page {
  if (first != null && last != null) throw invalidInput('Pass either "first" or "last", not both');
  return {
    size: last ?? first ?? DEFAULT_PAGE_SIZE,
    backward: last != null,
    after: after == null ? null : parseCursor(after, keyLength),
    before: before == null ? null : parseCursor(before, keyLength),
  };
}

/**
 * The connection of the rows that were fetched for a page.
 *
 * @param rows  up to `page.size + 1` of them, in the order they were fetched
 * @param keyOf the sort values of a row, the unique one last
 * @param count how many there are over all pages; asked only when a client does
 */
export function toConnection<T>(
  rows: readonly T[],
  page: Page,
  { keyOf, count }: { keyOf(row: T): readonly SortValue[]; count(): Promise<number> },
): Connection<T> {
  const hasMore = rows.length > page.size;
  const kept = rows.slice(0, page.size);
  const edges = (page.backward ? kept.reverse() : kept).map((node) => ({
    cursor: toCursor(keyOf(node)),
    node,
  }));
  return {
    edges,
    pageInfo: {
      hasNextPage: page.backward ? page.before !== null : hasMore,
      hasPreviousPage: page.backward ? hasMore : page.after !== null,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    get totalCount() {
      return count();
    },
  };
}
