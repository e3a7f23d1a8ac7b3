import type { FieldMapInput } from '../../generated/graphql.js';

/** Where an import takes one field from, as the page edits it. */
export type FieldBinding =
  | { readonly kind: 'none' }
  | { readonly kind: 'literal'; readonly value: string }
  | { readonly kind: 'column'; readonly column: string; readonly values: Readonly<Record<string, string>> };

export type Bindings = Readonly<Record<string, FieldBinding>>;

/** A map as the server gives or takes it. */
export type FieldMap = Readonly<Pick<FieldMapInput, 'field' | 'column' | 'literal'>> & {
  readonly values?: readonly { readonly from: string; readonly to: string }[] | null;
};

function toMap(field: string, binding: FieldBinding): FieldMapInput[] {
  if (binding.kind === 'none') return [];
  if (binding.kind === 'literal') return [{ field, literal: binding.value }];
  const values = Object.entries(binding.values)
    .filter(([, to]) => to !== '')
    .map(([from, to]) => ({ from, to }));
  return [{ field, column: binding.column, ...(values.length > 0 && { values }) }];
}

/** The maps of all fields; those without a source are absent. */
export const toMaps = (bindings: Bindings): FieldMapInput[] =>
  Object.entries(bindings).flatMap(([field, binding]) => toMap(field, binding));

function toBinding(map: FieldMap | undefined, columns: readonly string[]): FieldBinding {
  if (typeof map?.literal === 'string') return { kind: 'literal', value: map.literal };
  if (typeof map?.column !== 'string' || !columns.includes(map.column)) return { kind: 'none' };
  const values = (map.values ?? []).map(({ from, to }) => [from, to] as const);
  return { kind: 'column', column: map.column, values: Object.fromEntries(values) };
}

/** The bindings that maps state; every other field has none. The inverse of `toMaps`. */
export const toBindings = (
  maps: readonly FieldMap[],
  fields: readonly { readonly name: string }[],
  columns: readonly string[],
): Bindings =>
  Object.fromEntries(
    fields.map(({ name }) => [
      name,
      toBinding(
        maps.find(({ field }) => field === name),
        columns,
      ),
    ]),
  );

interface ImportFieldNeed {
  readonly name: string;
  readonly required: boolean;
}

/** What is to do about each required field that has no source yet, by its name. */
export const missingWords = (
  bindings: Bindings,
  fields: readonly ImportFieldNeed[],
): ReadonlyMap<string, string> =>
  new Map(
    fields
      .filter(({ required }) => required)
      .flatMap(({ name }): [string, string][] => {
        const words = missingIn(bindings[name]);
        return words ? [[name, words]] : [];
      }),
  );

function missingIn(binding: FieldBinding | undefined): string | null {
  if (!binding || binding.kind === 'none') return 'Choose a column, or one value for all rows.';
  return binding.kind === 'literal' && binding.value === '' ? 'State the value for all rows.' : null;
}
