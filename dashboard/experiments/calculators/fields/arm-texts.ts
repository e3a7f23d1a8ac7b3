import { type FieldReader, fieldKey } from './field-reader.js';
import { type FieldTexts, withTexts } from './use-fields.js';

/** As many as the server analyses at once. */
export const MAX_ARMS = 20;
export const MIN_ARMS = 2;

/** The texts of all arms, by column: the address has each column once per arm. */
export type ArmColumns = Readonly<Record<string, readonly string[]>>;

/** How many arms an address has: as many as its longest column, and two at least. */
export const armCount = (params: URLSearchParams, columns: readonly string[]): number =>
  Math.max(MIN_ARMS, ...columns.map((column) => params.getAll(column).length));

export function armColumns(params: URLSearchParams, columns: readonly string[]): ArmColumns {
  const count = armCount(params, columns);
  return Object.fromEntries(
    columns.map((column) => {
      const texts = params.getAll(column);
      return [column, Array.from({ length: count }, (_, index) => texts[index] ?? '')];
    }),
  );
}

/** A column with one text changed. */
export const withArmText = (
  params: URLSearchParams,
  columns: readonly string[],
  { column, index, text }: { readonly column: string; readonly index: number; readonly text: string },
): FieldTexts => ({
  [column]: armColumns(params, columns)[column]!.map((old, at) => (at === index ? text : old)),
});

/** All columns with one more arm, which is empty. */
export const withArm = (params: URLSearchParams, columns: readonly string[]): FieldTexts =>
  mapColumns(armColumns(params, columns), (texts) => [...texts, '']);

/** All columns without one arm. */
export const withoutArm = (params: URLSearchParams, columns: readonly string[], index: number): FieldTexts =>
  mapColumns(armColumns(params, columns), (texts) => texts.filter((_, at) => at !== index));

/** Columns in which nothing is written are left out, unless they say how many arms there are. */
function mapColumns(columns: ArmColumns, change: (texts: readonly string[]) => string[]): FieldTexts {
  return Object.fromEntries(
    Object.entries(columns).map(([column, texts]) => {
      const next = change(texts);
      const isNeeded = next.some(Boolean) || (column === 'name' && next.length > MIN_ARMS);
      return [column, isNeeded ? next : ''];
    }),
  );
}

/** What an arm is called: as it was named, or by its place. */
export function armName(params: URLSearchParams, index: number, count: number): string {
  const name = (params.getAll('name')[index] ?? '').trim();
  if (name) return name;
  if (index === 0) return 'Control';
  return count === MIN_ARMS ? 'Treatment' : `Treatment ${index}`;
}

/** The arms by name; two of one name are a problem of the second. */
export function armNames(reader: FieldReader, count: number): string[] {
  const names = Array.from({ length: count }, (_, index) => armName(reader.params, index, count));
  names.forEach((name, index) => {
    if (names.indexOf(name) < index) reader.reject(fieldKey('name', index), `Another arm is named ${name}`);
  });
  return names;
}

/** A search with these texts and no others, for a link. */
export const searchOf = (texts: FieldTexts): string => `?${withTexts(new URLSearchParams(), texts)}`;
