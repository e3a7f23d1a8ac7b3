import type { ImportField } from './import-field.js';
import { plain } from './nearest-name.js';

/**
 * A guess of the maps from the names of the columns, for a person to look at: no import uses it by itself.
 * Each column is taken once, by the first field that knows its name.
 *
 * @returns maps as a person types them, in the order of the fields
 */
export function guessedMaps(fields: readonly ImportField[], columns: readonly string[]): string[] {
  const free = new Set(columns);
  const own = (field: ImportField) => [field.name];
  const chosen = new Map<string, string>();
  for (const names of [own, ({ aliases }: ImportField) => aliases]) {
    for (const field of fields) {
      if (chosen.has(field.name)) continue;
      const column = firstMatch(names(field), free);
      if (column === null) continue;
      chosen.set(field.name, column);
      free.delete(column);
    }
  }
  return fields.flatMap(({ name }) => (chosen.has(name) ? [`${name}=${chosen.get(name)}`] : []));
}

function firstMatch(names: readonly string[], columns: ReadonlySet<string>): string | null {
  for (const name of names) {
    const column = [...columns].find((candidate) => plain(candidate) === plain(name));
    if (column !== undefined) return column;
  }
  return null;
}
