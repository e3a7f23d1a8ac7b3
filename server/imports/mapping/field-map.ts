import { invalidInput, shownNumber } from '../../platform/index.js';
import { MAX_MAP_VALUES, MAX_MAPS } from '../limits.js';
import { beginningOf } from '../shown-text.js';

/** What a value of a column becomes; `ANY_VALUE` stands for every value that no other pair names. */
export interface ValueMap {
  readonly from: string;
  readonly to: string;
}

/** Where an import takes one field from, as a caller states it: a column, or one value for all rows. */
export interface FieldMap {
  readonly field: string;
  readonly column?: string | null;
  readonly literal?: string | null;
  /** Translates the values of the column. */
  readonly values?: readonly ValueMap[] | null;
}

/** A map that was checked. Without `values` the column is taken as it is. */
export type FieldSource =
  | { readonly field: string; readonly literal: string }
  | { readonly field: string; readonly column: string; readonly values: ReadonlyMap<string, string> };

export const ANY_VALUE = '*';

/**
 * Checks maps before the columns of the file are known.
 *
 * @throws {DomainError} INVALID_INPUT for too many maps or values, two maps of one field, two translations of one value, or a
 *   map with no source or two
 */
export function fieldSources(maps: readonly FieldMap[]): FieldSource[] {
  if (maps.length > MAX_MAPS)
    throw invalidInput(`${maps.length} maps are too many: the limit is ${MAX_MAPS}`);
  const repeated = maps.find(({ field }, index) => maps.findIndex((map) => map.field === field) < index);
  if (repeated) throw invalidInput(`There are two maps for ${beginningOf(repeated.field)}: keep one`);
  return maps.map(sourceOf);
}

function sourceOf({ field, column = null, literal = null, values }: FieldMap): FieldSource {
  const pairs = values ?? [];
  if ((column === null) === (literal === null) || (literal !== null && pairs.length > 0)) {
    throw invalidInput(
      `The map of ${beginningOf(field)} needs either a column, with or without values, or a literal`,
    );
  }
  if (pairs.length > MAX_MAP_VALUES) {
    throw invalidInput(
      `The map of ${beginningOf(field)} has ${shownNumber(pairs.length)} values: the limit is ${shownNumber(MAX_MAP_VALUES)}`,
    );
  }
  if (column === null) return { field, literal: literal!.trim() }; // one of them is stated
  return { field, column, values: toTranslations(field, pairs) };
}

/** A repeated value is refused: whichever of the two were taken, items could silently get the other origin. */
function toTranslations(field: string, pairs: readonly ValueMap[]): Map<string, string> {
  const translations = new Map<string, string>();
  for (const { from, to } of pairs) {
    const value = from.trim();
    if (translations.has(value))
      throw invalidInput(
        `The map of ${beginningOf(field)} translates "${beginningOf(value)}" twice: keep one`,
      );
    translations.set(value, to.trim());
  }
  return translations;
}

/** A checked map as a caller states it, its values in the order of their texts. */
export function fieldMapOf(source: FieldSource): FieldMap {
  if ('literal' in source) return source;
  const values = valuePairs(source).map(([from, to]) => ({ from, to }));
  return { field: source.field, column: source.column, values: values.length > 0 ? values : null };
}

/** What a map translates, in the order of the texts: the order that a person chose says nothing. */
export const valuePairs = ({ values }: Extract<FieldSource, { column: string }>): [string, string][] =>
  [...values].sort(([a], [b]) => (a < b ? -1 : 1));
