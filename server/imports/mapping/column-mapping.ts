import { invalidInput } from '../../platform/errors/index.js';
import { MAX_COLUMN_NAME_LENGTH } from '../limits.js';
import { beginningOf, listed } from '../shown-text.js';
import { ANY_VALUE, type FieldMap, parseMaps, parseTranslation } from './field-map.js';
import { guessedMaps } from './guessed-maps.js';
import type { ImportField } from './import-field.js';
import { nearestName, plain } from './nearest-name.js';

/** Where a field's value comes from. */
type Binding =
  | { readonly literal: string }
  | { readonly column: number; readonly translation: Translation | null };

interface Translation {
  readonly values: ReadonlyMap<string, string>;
  /** The values it knows, for the sentence about one that it does not. */
  readonly known: string;
}

/** Every field by name; `''` where the row has nothing for it. */
export type MappedRecord<Name extends string> = Readonly<Record<Name, string>>;

export interface ColumnMapping<Name extends string> {
  /** Columns of the file that no field takes. */
  readonly unusedColumns: readonly string[];
  /** The effective maps, also those that the header alone gave, e.g. `clicks=Clicks`. */
  readonly maps: readonly string[];
  /** The fields of a row, and a sentence for each value that the translation of its field does not know. */
  read(cells: readonly string[]): { record: MappedRecord<Name>; problems: readonly string[] };
}

/**
 * Binds fields to the columns of a file. A field without a map takes the column of its own name (letter case,
 * spaces and punctuation aside), so a canonical header needs no map at all.
 *
 * @param maps            as a person types them: see `parseMaps`
 * @param mapsAreComplete whether a field without a map stays empty instead
 * @throws {DomainError} INVALID_INPUT naming the field or column that does not exist, with the nearest that does,
 *         and every required field that nothing fills
 */
export function columnMapping<Name extends string>(
  fields: readonly ImportField<Name>[],
  columns: readonly string[],
  maps: readonly string[],
  mapsAreComplete = false,
): ColumnMapping<Name> {
  const stated = parseMaps(maps);
  refuseUnknownFields(fields, stated);
  const bindings = mapsAreComplete ? new Map<string, Binding>() : bindingsByName(fields, columns);
  const places = placesOf(columns);
  for (const map of stated) bindings.set(map.field, bind(map, columns, places));
  refuseMissingFields(fields, bindings, columns);
  return mappingOf(fields, columns, bindings);
}

function bindingsByName(fields: readonly ImportField[], columns: readonly string[]) {
  const places = placesOf(columns.map(plain));
  return new Map<string, Binding>(
    fields.flatMap(({ name }) => {
      const column = places.get(plain(name));
      return column === undefined ? [] : [[name, { column, translation: null }] as [string, Binding]];
    }),
  );
}

/** The first place of each name. */
const placesOf = (names: readonly string[]): ReadonlyMap<string, number> =>
  new Map(names.map((name, place): [string, number] => [name, place]).reverse());

function mappingOf<Name extends string>(
  fields: readonly ImportField<Name>[],
  columns: readonly string[],
  bindings: ReadonlyMap<string, Binding>,
): ColumnMapping<Name> {
  const used = new Set([...bindings.values()].map((binding) => ('column' in binding ? binding.column : -1)));
  return {
    unusedColumns: columns.filter((_, index) => !used.has(index)),
    maps: [...bindings].map(([field, binding]) => describe(field, binding, columns)).sort(),
    read: (cells) => {
      const problems: string[] = [];
      const values = fields.map(({ name }): [Name, string] => {
        const { value, problem } = boundValue(bindings.get(name), cells, columns);
        if (problem) problems.push(problem);
        return [name, value];
      });
      return { record: Object.fromEntries(values) as MappedRecord<Name>, problems }; // every field was just set
    },
  };
}

function boundValue(
  binding: Binding | undefined,
  cells: readonly string[],
  columns: readonly string[],
): { value: string; problem?: string } {
  if (!binding) return { value: '' };
  if ('literal' in binding) return { value: binding.literal };
  const value = (cells[binding.column] ?? '').trim();
  const { translation } = binding;
  if (!translation) return { value };
  const translated = translation.values.get(value) ?? translation.values.get(ANY_VALUE);
  if (translated !== undefined) return { value: translated };
  const name = beginningOf(columns[binding.column]!);
  return {
    value: '',
    problem: `${name} is "${beginningOf(value)}", its map only knows ${translation.known}`,
  };
}

function bind(map: FieldMap, columns: readonly string[], places: ReadonlyMap<string, number>): Binding {
  if ('literal' in map) return map;
  const { source } = map;
  const whole = places.get(source);
  if (whole !== undefined) return { column: whole, translation: null };
  for (let colon = source.indexOf(':'); mayEndName(colon); colon = source.indexOf(':', colon + 1)) {
    const column = places.get(source.slice(0, colon).trim());
    if (column !== undefined)
      return { column, translation: translationOf(map.field, source.slice(colon + 1)) };
  }
  throw unknownName('column', source.split(':', 1)[0] ?? '', columns);
}

const mayEndName = (colon: number) => colon >= 0 && colon <= MAX_COLUMN_NAME_LENGTH;

function translationOf(field: string, text: string): Translation {
  const values = parseTranslation(field, text);
  return { values, known: listed([...values.keys()]) };
}

function refuseUnknownFields(fields: readonly ImportField[], maps: readonly FieldMap[]): void {
  const names = fields.map(({ name }) => name);
  const seen = new Set<string>();
  for (const { field } of maps) {
    if (!names.includes(field)) throw unknownName('field', field, names);
    if (seen.has(field)) throw invalidInput(`There are two maps for ${field}: keep one`);
    seen.add(field);
  }
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
  const guesses = guessedMaps(fields, columns).filter((map) =>
    missing.some((name) => map.startsWith(`${name}=`)),
  );
  const guess = guesses.length > 0 ? ` Perhaps: ${guesses.map((map) => beginningOf(map)).join(' ')}.` : '';
  throw invalidInput(
    `Nothing fills ${missing.join(', ')}. The columns are: ${listed(columns)}.${guess} Map one to each, ` +
      `e.g. ${missing[0]}=${beginningOf(columns[0]!)}, or give all rows one value with ${missing[0]}:=VALUE`,
  );
}

const isEmpty = (binding: Binding | undefined) =>
  !binding || ('literal' in binding && binding.literal === '');

function describe(field: string, binding: Binding, columns: readonly string[]): string {
  if ('literal' in binding) return `${field}:=${binding.literal}`;
  const translation = [...(binding.translation?.values ?? [])].map(
    ([from, to]) => `${escaped(from)}=${escaped(to)}`,
  );
  return `${field}=${columns[binding.column]}${translation.length > 0 ? `:${translation.join(',')}` : ''}`;
}

const escaped = (value: string) => value.replace(/[\\,=]/gu, '\\$&');
