import { invalidInput } from '../../errors/domain-error.js';

/** What one `--map` says, before the columns of the file are known. */
export type FieldMap =
  | { readonly field: string; readonly literal: string }
  | { readonly field: string; readonly source: string };

/**
 * Reads one map: `field=column`, `field=column:FROM=TO,FROM=TO` (translates values) or `field:=literal`.
 *
 * @throws {DomainError} INVALID_INPUT with the three forms
 */
export function parseMap(text: string): FieldMap {
  const [, field, sign, rest] = /^\s*([^=:]+?)\s*(:?=)(.*)$/su.exec(text) ?? [];
  if (field === undefined || rest === undefined) throw malformed(text);
  if (sign === ':=') return { field, literal: rest.trim() };
  if (rest.trim() === '') throw malformed(text);
  return { field, source: rest.trim() };
}

const malformed = (text: string) =>
  invalidInput(
    `The map "${text}" is not of the form field=column, field=column:FROM=TO,FROM=TO or field:=literal`,
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
        throw invalidInput(`The map of ${field} has "${part}" where it needs FROM=TO`);
      }
      return [from, to];
    }),
  );
}

/** Cuts at a sign that no backslash precedes; the backslashes stay. */
const cut = (text: string, sign: string) => text.split(new RegExp(`(?<!\\\\)${sign}`, 'u'));
