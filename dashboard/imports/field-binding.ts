/** Where an import takes one field from. The server reads it as a map of text, the same as on its command line. */
export type FieldBinding =
  | { readonly kind: 'none' }
  | { readonly kind: 'literal'; readonly value: string }
  | { readonly kind: 'column'; readonly column: string; readonly values: Readonly<Record<string, string>> };

export type Bindings = Readonly<Record<string, FieldBinding>>;

const escaped = (text: string) => text.replace(/[\\,=]/gu, '\\$&');
const unescaped = (text: string) => text.replace(/\\(.)/gsu, '$1').trim();
/** Cuts at a sign that no backslash makes part of a value; two backslashes are one of the value's own. */
const cut = (text: string, sign: string) =>
  text.split(new RegExp(`(?<=(?:^|[^\\\\])(?:\\\\\\\\)*)${sign}`, 'u'));

function mapText(field: string, binding: FieldBinding): string[] {
  if (binding.kind === 'none') return [];
  if (binding.kind === 'literal') return [`${field}:=${binding.value}`];
  const values = Object.entries(binding.values)
    .filter(([, to]) => to !== '')
    .map(([from, to]) => `${escaped(from)}=${escaped(to)}`);
  return [`${field}=${binding.column}${values.length > 0 ? `:${values.join(',')}` : ''}`];
}

/** The maps of all fields, e.g. `origin=gender:F=AI_GENERATED,M=HUMAN_DESIGNED`; fields without a source are absent. */
export const toMapTexts = (bindings: Bindings): string[] =>
  Object.entries(bindings).flatMap(([field, binding]) => mapText(field, binding));

function readSource(source: string, columns: readonly string[]): FieldBinding {
  if (columns.includes(source)) return { kind: 'column', column: source, values: {} };
  const column = columns.find((name) => source.startsWith(`${name}:`));
  if (column === undefined) return { kind: 'none' };
  const pairs = cut(source.slice(column.length + 1), ',').map((pair) => cut(pair, '='));
  return {
    kind: 'column',
    column,
    values: Object.fromEntries(pairs.map(([from = '', to = '']) => [unescaped(from), unescaped(to)])),
  };
}

/** The bindings that maps state; every other field has none. The inverse of `toMapTexts`. */
export function toBindings(
  maps: readonly string[],
  fields: readonly { readonly name: string }[],
  columns: readonly string[],
): Bindings {
  const stated = new Map(
    maps.flatMap((map) => {
      const [, field, sign, source = ''] = /^\s*([^=:]+?)\s*(:?=)(.*)$/su.exec(map) ?? [];
      if (field === undefined) return [];
      const binding: FieldBinding =
        sign === ':=' ? { kind: 'literal', value: source } : readSource(source.trim(), columns);
      return [[field, binding] as const];
    }),
  );
  return Object.fromEntries(fields.map(({ name }) => [name, stated.get(name) ?? { kind: 'none' }]));
}

interface ImportFieldNeed {
  readonly name: string;
  readonly required: boolean;
}

/** What has to be chosen yet, as one sentence in a list; null where every required field has a source. */
export function missingWords(bindings: Bindings, fields: readonly ImportFieldNeed[]): string[] | null {
  const missing = fields.filter(({ name, required }) => required && isEmpty(bindings[name]));
  if (missing.length === 0) return null;
  const names = new Intl.ListFormat('en').format(missing.map(({ name }) => name));
  return [
    `Choose which column ${names} ${missing.length === 1 ? 'comes' : 'come'} from, or one value for all rows.`,
  ];
}

const isEmpty = (binding: FieldBinding | undefined): boolean =>
  !binding || binding.kind === 'none' || (binding.kind === 'literal' && binding.value === '');
