import { invalidInput } from '../../platform/index.js';
import { beginningOf, listed } from '../shown-text.js';
import { ANY_VALUE, type FieldMap, type FieldSource, fieldSources } from './field-map.js';
import { guessedMaps } from './guessed-maps.js';
import type { ImportField } from './import-field.js';
import { mapText } from './map-text.js';
import { nearestName, plain } from './nearest-name.js';

/** Where a field's value comes from. */
type Binding =
  | { readonly literal: string }
  | {
      readonly column: number;
      readonly values: ReadonlyMap<string, string>;
      /** The values that it translates, for the sentence about one that it does not. */
      readonly known: string;
    };

/** Every field by name; `''` where the row has nothing for it. */
export type MappedRecord<Name extends string> = Readonly<Record<Name, string>>;

export interface ColumnMapping<Name extends string> {
  /** Columns of the file that no field takes. */
  readonly unusedColumns: readonly string[];
  /** The effective maps as people type them, also those that the header alone gave, e.g. `clicks=Clicks`. */
  readonly maps: readonly string[];
  /** The fields of a row, and a sentence for each value that the map of its field does not know. */
  read(cells: readonly string[]): { record: MappedRecord<Name>; problems: readonly string[] };
}

/**
 * Binds fields to the columns of a file. A field without a map takes the column of its own name (letter case,
 * spaces and punctuation aside), so a canonical header needs no map at all.
 *
 * @param mapsAreComplete whether a field without a map stays empty instead
 * @throws {DomainError} INVALID_INPUT naming the field or column that does not exist, with the nearest that does,
 *         and every required field that nothing fills
 */
export function columnMapping<Name extends string>(
  fields: readonly ImportField<Name>[],
  columns: readonly string[],
  maps: readonly FieldMap[],
  mapsAreComplete = false,
): ColumnMapping<Name> {
  const stated = fieldSources(maps);
  refuseUnknownFields(fields, stated);
  const byName = mapsAreComplete ? [] : sourcesByName(fields, columns);
  const sources = new Map([...byName, ...stated].map((source) => [source.field, source]));
  const positions = positionsOf(columns);
  const bindings = new Map(
    [...sources].map(([field, source]) => [field, bindingOf(source, columns, positions)]),
  );
  refuseMissingFields(fields, bindings, columns);
  const used = new Set([...bindings.values()].map((binding) => ('column' in binding ? binding.column : -1)));
  return {
    unusedColumns: columns.filter((_, index) => !used.has(index)),
    maps: [...sources.values()].map(mapText).sort(),
    read: (cells) => readCells(cells, { fields, columns, bindings }),
  };
}

function sourcesByName(fields: readonly ImportField[], columns: readonly string[]): FieldSource[] {
  const positions = positionsOf(columns.map(plain));
  return fields.flatMap(({ name }) => {
    const column = columns[positions.get(plain(name)) ?? -1];
    return column === undefined ? [] : [{ field: name, column, values: new Map() }];
  });
}

/** The first position of each name. */
const positionsOf = (names: readonly string[]): ReadonlyMap<string, number> =>
  new Map(names.map((name, index): [string, number] => [name, index]).reverse());

function bindingOf(
  source: FieldSource,
  columns: readonly string[],
  positions: ReadonlyMap<string, number>,
): Binding {
  if ('literal' in source) return source;
  const column = positions.get(source.column);
  if (column === undefined) throw unknownName('column', source.column, columns);
  return { column, values: source.values, known: listed([...source.values.keys()]) };
}

interface Bound<Name extends string> {
  readonly fields: readonly ImportField<Name>[];
  readonly columns: readonly string[];
  readonly bindings: ReadonlyMap<string, Binding>;
}

function readCells<Name extends string>(
  cells: readonly string[],
  { fields, columns, bindings }: Bound<Name>,
): ReturnType<ColumnMapping<Name>['read']> {
  const problems: string[] = [];
  const values = fields.map(({ name }): [Name, string] => {
    const { value, problem } = boundValue(bindings.get(name), cells, columns);
    if (problem) problems.push(problem);
    return [name, value];
  });
  return { record: Object.fromEntries(values) as MappedRecord<Name>, problems }; // every field was just set
}

function boundValue(
  binding: Binding | undefined,
  cells: readonly string[],
  columns: readonly string[],
): { value: string; problem?: string } {
  if (!binding) return { value: '' };
  if ('literal' in binding) return { value: binding.literal };
  const { column, values, known } = binding;
  const value = (cells[column] ?? '').trim();
  if (values.size === 0) return { value };
  const translated = values.get(value) ?? values.get(ANY_VALUE);
  if (translated !== undefined) return { value: translated };
  const name = beginningOf(columns[column]!);
  return { value: '', problem: `${name} is "${beginningOf(value)}", its map only knows ${known}` };
}

function refuseUnknownFields(fields: readonly ImportField[], sources: readonly FieldSource[]): void {
  const names = fields.map(({ name }) => name);
  for (const { field } of sources) if (!names.includes(field)) throw unknownName('field', field, names);
}

function unknownName(what: string, name: string, names: readonly string[]): Error {
  const nearest = nearestName(name, names);
  const hint = nearest ? `, did you mean "${nearest}"?` : '.';
  return invalidInput(`There is no ${what} "${beginningOf(name)}"${hint} There are: ${listed(names)}`);
}

function refuseMissingFields(
  fields: readonly ImportField[],
  bindings: ReadonlyMap<string, Binding>,
  columns: readonly string[],
): void {
  const missing = fields
    .filter(({ name, required }) => required && isEmpty(bindings.get(name)))
    .map(({ name }) => name);
  if (missing.length === 0) return;
  const guesses = fieldSources(guessedMaps(fields, columns)).filter(({ field }) => missing.includes(field));
  const guess =
    guesses.length > 0 ? ` Perhaps: ${guesses.map((map) => beginningOf(mapText(map))).join(' ')}.` : '';
  throw invalidInput(
    `Nothing fills ${missing.join(', ')}. The columns are: ${listed(columns)}.${guess} Map one to each, ` +
      `e.g. ${missing[0]}=${beginningOf(columns[0]!)}, or give all rows one value with ${missing[0]}:=VALUE`,
  );
}

const isEmpty = (binding: Binding | undefined) =>
  !binding || ('literal' in binding && binding.literal === '');
