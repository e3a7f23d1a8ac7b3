import { beginningOf, listed } from '../shown-text.js';
import { type FieldMap, type FieldSource, fieldSources } from './field-map.js';
import { guessedMaps } from './guessed-maps.js';
import type { ImportField } from './import-field.js';
import { mapText } from './map-text.js';
import { columnsNamed } from './named-columns.js';
import { nearestName } from './nearest-name.js';
import { statedNumberFault } from './number-cell.js';
import { type Problem, problemSaying, RefusedImport, valueProblem } from './problem.js';

/** Where a field's value comes from. */
export type Binding =
  | { readonly literal: string }
  | {
      readonly column: number;
      readonly values: ReadonlyMap<string, string>;
      /** The values that it translates, for the sentence about one that it does not. */
      readonly known: string;
    };

/** The fields that have a source, in the order of the fields. */
export interface BoundFields {
  readonly sources: readonly FieldSource[];
  readonly bindings: ReadonlyMap<string, Binding>;
}

/**
 * Binds fields to the columns of a file. A field without a map takes the column of exactly its name, else the one
 * whose name differs in letter case, spaces and punctuation alone.
 *
 * @param mapsAreComplete whether a field without a map stays empty instead
 * @throws {RefusedImport} naming the field or column that does not exist, with the nearest that does, each required
 *   field that nothing fills, a field that two columns could fill, and a number that is not plain
 */
export function boundFields(
  fields: readonly ImportField[],
  columns: readonly string[],
  maps: readonly FieldMap[],
  mapsAreComplete: boolean,
): BoundFields {
  const stated = fieldSources(maps);
  refuseUnknownFields(fields, stated);
  refuseNumbers(fields, stated);
  const statedNames = new Set(stated.map(({ field }) => field));
  const unstated = fields.filter(({ name }) => !statedNames.has(name));
  const sources = [...stated, ...(mapsAreComplete ? [] : sourcesByName(unstated, columns))];
  const positions = positionsOf(columns);
  const bindings = new Map(sources.map((source) => [source.field, bindingOf(source, columns, positions)]));
  refuseMissingFields(fields, bindings, columns);
  return { sources, bindings };
}

function sourcesByName(fields: readonly ImportField[], columns: readonly string[]): FieldSource[] {
  const found = fields
    .filter(({ onlyIfMapped }) => !onlyIfMapped)
    .map(({ name }) => ({ field: name, named: columnsNamed(name, columns) }));
  const doubtful = found.filter(({ named }) => named.length > 1);
  if (doubtful.length > 0) throw new RefusedImport(doubtful.map(({ field, named }) => inDoubt(field, named)));
  return found.flatMap(({ field, named: [column] }) =>
    column === undefined ? [] : [{ field, column, values: new Map() }],
  );
}

const inDoubt = (field: string, columns: readonly string[]): Problem =>
  problemSaying(
    field,
    `The columns ${columns.map((column) => `"${beginningOf(column)}"`).join(' and ')} can both be ${field}: choose one`,
    `e.g. --map "${field}=${beginningOf(columns[0]!)}"`,
  );

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
  if (column === undefined) throw unknownName('column', source.column, columns, source.field);
  return { column, values: source.values, known: listed([...source.values.keys()]) };
}

function refuseUnknownFields(fields: readonly ImportField[], sources: readonly FieldSource[]): void {
  const names = fields.map(({ name }) => name);
  for (const { field } of sources) if (!names.includes(field)) throw unknownName('field', field, names, null);
}

function unknownName(what: string, name: string, names: readonly string[], field: string | null): Error {
  const nearest = nearestName(name, names);
  const hint = nearest ? `, did you mean "${nearest}"?` : '.';
  return new RefusedImport([
    problemSaying(field, `There is no ${what} "${beginningOf(name)}"${hint} There are: ${listed(names)}`),
  ]);
}

/** Values that a person states are read in no number format. */
function refuseNumbers(fields: readonly ImportField[], sources: readonly FieldSource[]): void {
  const numbers = new Set(fields.filter(({ number }) => number).map(({ name }) => name));
  const problems = sources
    .filter(({ field }) => numbers.has(field))
    .flatMap((source) =>
      statedValues(source).flatMap((value) => {
        const fault = statedNumberFault(value);
        return fault ? [valueProblem(source.field, value, fault)] : [];
      }),
    );
  if (problems.length > 0) throw new RefusedImport(problems);
}

const statedValues = (source: FieldSource) =>
  'literal' in source ? [source.literal] : [...source.values.values()];

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
  const hint = missingHint(missing[0]!, columns, guesses);
  throw new RefusedImport(
    missing.map((field) => {
      const named = columnsNamed(field, columns);
      return named.length > 1
        ? inDoubt(field, named)
        : problemSaying(field, `Nothing fills ${field}: choose a column, or one value for all rows`, hint);
    }),
    `Nothing fills ${missing.join(', ')}. The columns are: ${listed(columns)}. Choose a column for each, or one value for all rows`,
  );
}

function missingHint(field: string, columns: readonly string[], guesses: readonly FieldSource[]): string {
  const perhaps = guesses.map((map) => `--map "${beginningOf(mapText(map))}"`).join(' ');
  const example = `e.g. --map "${field}=${beginningOf(columns[0]!)}" or --map "${field}:=VALUE"`;
  return perhaps === '' ? example : `perhaps: ${perhaps}; ${example}`;
}

const isEmpty = (binding: Binding | undefined) =>
  !binding || ('literal' in binding && binding.literal === '');
