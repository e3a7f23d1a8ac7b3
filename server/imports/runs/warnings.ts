import type { MappedRecord } from '../mapping/column-mapping.js';
import type { ImportRow, RowImporter, RowWarning } from './row-importer.js';

/** What to look at again in the rows of an import: how much, and the first of it. */
export interface Warnings {
  readonly count: number;
  readonly first: readonly RowWarning[];
}

const KEPT = 20;

/** The warnings with those of later rows. */
export const withMore = ({ count, first }: Warnings, more: readonly RowWarning[]): Warnings => ({
  count: count + more.length,
  first: first.length < KEPT ? [...first, ...more].slice(0, KEPT) : first,
});

/** The warnings of rows, without those that were rejected. */
export function warningsOf<Name extends string>(
  importer: RowImporter<Name>,
  rows: readonly ImportRow<Name>[],
  rejected: readonly { readonly row: number }[],
): RowWarning[] {
  const left = new Set(rejected.map(({ row }) => row));
  return rows.flatMap(({ number, record }) => (left.has(number) ? [] : inRow(importer, number, record)));
}

const inRow = <Name extends string>(
  importer: RowImporter<Name>,
  row: number,
  record: MappedRecord<Name>,
): RowWarning[] => importer.warningsOf(record).map((message) => ({ row, message }));
