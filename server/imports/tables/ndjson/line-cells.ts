import { DomainError } from '../../../platform/errors/index.js';
import { type JsonPath, parseExactJson, repeatedNames } from '../../../platform/json/index.js';
import { MAX_COLUMN_NAME_LENGTH } from '../../limits.js';
import { beginningOf } from '../../shown-text.js';
import { cellText } from '../cell-text.js';

export interface LineCells {
  /** By column. */
  readonly texts: Map<string, string>;
  /** The columns that the line holds as numbers. */
  readonly numbers: Set<string>;
}

/** The cells of an object in a line, or the end of a sentence that says what is wrong with the line. */
export function lineCells(line: string): LineCells | string {
  const numbersAsText = new Set<string>();
  try {
    const value = parseExactJson(line, numbersAsText);
    if (!isObject(value)) return NOT_AN_OBJECT;
    const [repeated] = repeatedNames(line, value);
    return repeated ? twoValuesFor(nameOf(repeated)) : flattened(value, numbersAsText);
  } catch (error) {
    return error instanceof DomainError ? error.message : NOT_AN_OBJECT;
  }
}

/** As its column is named; places in a list are of the list. */
const nameOf = (path: JsonPath): string => path.filter((step) => typeof step === 'string').join('.');

const twoValuesFor = (name: string): string => `has two values for ${beginningOf(name)}`;

const NOT_AN_OBJECT = 'is not a JSON object';

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** @param numbersAsText the texts that stand for numbers */
function flattened(value: object, numbersAsText: ReadonlySet<unknown>): LineCells | string {
  const cells = { texts: new Map<string, string>(), numbers: new Set<string>() };
  return faultOfAdding({ cells, numbersAsText }, value, '') ?? cells;
}

interface Flattening {
  readonly cells: LineCells;
  readonly numbersAsText: ReadonlySet<unknown>;
}

/** Adds the values of an object, and of the objects inside it, each named by its path. @returns what is wrong with them */
function faultOfAdding(to: Flattening, value: object, path: string): string | null {
  for (const [key, inner] of Object.entries(value)) {
    const name = path + key;
    const fault = isObject(inner) ? faultOfAdding(to, inner, `${name}.`) : faultOfAddingCell(to, name, inner);
    if (fault !== null) return fault;
  }
  return null;
}

function faultOfAddingCell(
  { cells, numbersAsText }: Flattening,
  name: string,
  value: unknown,
): string | null {
  if (name.length > MAX_COLUMN_NAME_LENGTH) return NAME_TOO_LONG;
  if (cells.texts.has(name)) return twoValuesFor(name);
  cells.texts.set(name, cellText(value));
  if (typeof value === 'number' || numbersAsText.has(value)) cells.numbers.add(name);
  return null;
}

const NAME_TOO_LONG = `has a name longer than ${MAX_COLUMN_NAME_LENGTH} characters, which is the limit`;
