import type { FieldMap } from './field-map.js';
import type { ImportField } from './import-field.js';
import { columnByOwnName } from './named-columns.js';
import { plain } from './nearest-name.js';

/**
 * A guess of the maps from the names of the columns, for a person to look at: no import uses it by itself.
 * Each column is taken once, by the first field that knows its name.
 *
 * @returns in the order of the fields
 */
export function guessedMaps(fields: readonly ImportField[], columns: readonly string[]): FieldMap[] {
  const chosen = new Map(
    fields.flatMap((field): [string, string][] => {
      const column = columnByOwnName(field, columns);
      return column === undefined ? [] : [[field.name, column]];
    }),
  );
  const taken = new Set(chosen.values());
  const free = columnsByName(columns.filter((column) => !taken.has(column)));
  for (const { name, aliases } of fields) {
    if (chosen.has(name)) continue;
    const [column] = aliases.flatMap((alias) => free.get(plain(alias)) ?? []);
    if (column === undefined) continue;
    chosen.set(name, column);
    free.get(plain(column))?.shift();
  }
  return fields.flatMap(({ name }) => {
    const column = chosen.get(name);
    return column === undefined ? [] : [{ field: name, column }];
  });
}

/** The columns that are the same word, in the order of the file. */
function columnsByName(columns: readonly string[]): Map<string, string[]> {
  const byName = new Map<string, string[]>();
  for (const column of columns) {
    const name = plain(column);
    const known = byName.get(name);
    if (known) known.push(column);
    else byName.set(name, [column]);
  }
  return byName;
}
