import type { ImportField } from './import-field.js';
import { plain } from './nearest-name.js';

/**
 * The columns that may be meant by the name of a field: the one of exactly this name, unless it stands twice in the
 * header; else those whose names differ in letter case, spaces and punctuation alone.
 */
export function columnsNamed(field: string, columns: readonly string[]): readonly string[] {
  const second = `${field} (2)`; // what a table calls the second of two
  if (columns.includes(field)) return columns.includes(second) ? [field, second] : [field];
  return columns.filter((column) => plain(column) === plain(field));
}

/** The column that fills a field unasked; undefined where there is none, or more than one. */
export function columnByOwnName(
  { name, onlyIfMapped }: ImportField,
  columns: readonly string[],
): string | undefined {
  if (onlyIfMapped) return undefined;
  const [column, ...more] = columnsNamed(name, columns);
  return more.length > 0 ? undefined : column;
}
