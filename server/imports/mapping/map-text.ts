import { invalidInput, shownNumber } from '../../platform/index.js';
import { MAX_COLUMN_NAME_LENGTH, MAX_MAP_LENGTH } from '../limits.js';
import { beginningOf } from '../shown-text.js';
import { type FieldMap, type FieldSource, type ValueMap, valuePairs } from './field-map.js';

/**
 * Reads a map as people type it: `field=column`, `field=column:FROM=TO,FROM=TO` (translates values) or
 * `field:=literal`. A backslash makes the next character part of a value.
 *
 * @param columns of the file, since a name may have a colon
 * @throws {DomainError} INVALID_INPUT for a text that is too long or of another form
 */
export function parseMapText(text: string, columns: readonly string[]): FieldMap {
  if (text.length > MAX_MAP_LENGTH) {
    throw invalidInput(
      `The map "${beginningOf(text)}" is longer than ${shownNumber(MAX_MAP_LENGTH)} characters, which is the limit`,
    );
  }
  const end = text.search(/[=:]/u);
  const field = text.slice(0, Math.max(0, end)).trim();
  const sign = /^:?=/u.exec(text.slice(end))?.[0];
  if (field === '' || sign === undefined) throw malformed(text);
  const rest = text.slice(end + sign.length).trim();
  if (sign === ':=') return { field, literal: rest };
  if (rest === '') throw malformed(text);
  return { field, ...parseColumn(field, rest, new Set(columns)) };
}

const malformed = (text: string) =>
  invalidInput(
    `The map "${beginningOf(text)}" is not of the form field=column, field=column:FROM=TO,FROM=TO or field:=literal`,
  );

/** The longest column of the file that the text begins with; without one what stands before the first colon. */
function parseColumn(
  field: string,
  text: string,
  columns: ReadonlySet<string>,
): Pick<FieldMap, 'column' | 'values'> {
  if (columns.has(text)) return { column: text };
  const last = text.lastIndexOf(':', MAX_COLUMN_NAME_LENGTH);
  for (let colon = last; colon > 0; colon = text.lastIndexOf(':', colon - 1)) {
    const column = text.slice(0, colon).trim();
    if (columns.has(column)) return { column, values: parseValues(field, text.slice(colon + 1)) };
  }
  return { column: text.split(':', 1)[0]! }; // a text has a first part
}

function parseValues(field: string, text: string): ValueMap[] {
  return cut(text, ',').map((part) => {
    const [from, to, ...more] = cut(part, '=').map(unescaped);
    if (from === undefined || to === undefined || more.length > 0) {
      throw invalidInput(
        `The map of ${beginningOf(field)} has "${beginningOf(part)}" where it needs FROM=TO; put a backslash before a comma, = or \\ of a value`,
      );
    }
    return { from, to };
  });
}

/** Cuts at each sign that no backslash makes part of a value; the backslashes stay. */
function cut(text: string, sign: string): string[] {
  const parts = [''];
  for (const [character] of text.matchAll(/\\?./gsu)) {
    if (character === sign) parts.push('');
    else parts.push(`${parts.pop()}${character}`);
  }
  return parts;
}

const unescaped = (value: string) => value.replace(/\\(.)/gsu, '$1').trim();

/** The inverse of `parseMapText`, whatever the order of its values, unless another column's name begins with the column, a colon and its first value. */
export function mapText(source: FieldSource): string {
  if ('literal' in source) return `${source.field}:=${source.literal}`;
  const values = valuePairs(source).map(([from, to]) => `${escaped(from)}=${escaped(to)}`);
  return `${source.field}=${source.column}${values.length > 0 ? `:${values.join(',')}` : ''}`;
}

/** A value as a map's text needs it. */
export const escaped = (value: string): string => value.replace(/[\\,=]/gu, '\\$&');
