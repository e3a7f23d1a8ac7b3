import { invalidInput } from '../../platform/errors/index.js';
import { MAX_MAP_LENGTH, MAX_MAPS, shownLimit } from '../limits.js';
import { beginningOf } from '../shown-text.js';

/** What one `--map` says, before the columns of the file are known. */
export type FieldMap =
  | { readonly field: string; readonly literal: string }
  | { readonly field: string; readonly source: string };

/**
 * Reads maps as people type them.
 *
 * @throws {DomainError} INVALID_INPUT for too many, one that is too long, or one of another form
 */
export function parseMaps(texts: readonly string[]): FieldMap[] {
  if (texts.length > MAX_MAPS)
    throw invalidInput(`${texts.length} maps are too many: the limit is ${MAX_MAPS}`);
  const long = texts.find((text) => text.length > MAX_MAP_LENGTH);
  if (long !== undefined) {
    throw invalidInput(
      `The map "${beginningOf(long)}" is longer than ${shownLimit(MAX_MAP_LENGTH)} characters, which is the limit`,
    );
  }
  return texts.map(parseMap);
}

/**
 * Reads one map: `field=column`, `field=column:FROM=TO,FROM=TO` (translates values) or `field:=literal`.
 *
 * @throws {DomainError} INVALID_INPUT with the three forms
 */
function parseMap(text: string): FieldMap {
  const end = text.search(/[=:]/u);
  const field = text.slice(0, Math.max(0, end)).trim();
  const sign = /^:?=/u.exec(text.slice(end))?.[0];
  if (field === '' || sign === undefined) throw malformed(text);
  const rest = text.slice(end + sign.length).trim();
  if (sign === ':=') return { field, literal: rest };
  if (rest === '') throw malformed(text);
  return { field, source: rest };
}

const malformed = (text: string) =>
  invalidInput(
    `The map "${beginningOf(text)}" is not of the form field=column, field=column:FROM=TO,FROM=TO or field:=literal`,
  );

/** Stands for every value that a translation does not name. */
export const ANY_VALUE = '*';

/**
 * Reads `F=AI_GENERATED,M=HUMAN_DESIGNED`; a backslash before a comma or an equals sign makes it part of a value.
 *
 * @throws {DomainError} INVALID_INPUT for a part without an equals sign
 */
export function parseTranslation(field: string, text: string): ReadonlyMap<string, string> {
  return new Map(
    cut(text, ',').map((part): [string, string] => {
      const [from, to, ...more] = cut(part, '=').map((side) => side.replace(/\\(.)/gsu, '$1').trim());
      if (from === undefined || to === undefined || more.length > 0) {
        throw invalidInput(
          `The map of ${beginningOf(field)} has "${beginningOf(part)}" where it needs FROM=TO`,
        );
      }
      return [from, to];
    }),
  );
}

/** Cuts at a sign that no backslash precedes; the backslashes stay. */
const cut = (text: string, sign: string) => text.split(new RegExp(`(?<!\\\\)${sign}`, 'u'));
