import { invalidInput } from '../../platform/errors/index.js';
import { MAX_COLUMN_NAME_LENGTH, MAX_COLUMNS, MAX_ROW_LENGTH, MAX_ROW_MEBIBYTES } from '../limits.js';
import { cellText } from './cell-text.js';
import type { Table, TableRow } from './table.js';
import type { TableSource } from './table-source.js';
import { tooManyColumns } from './usable-columns.js';
import { utf8Text } from './utf8-text.js';

const ROWS_TO_LEARN_COLUMNS = 1000;
const CHARACTERS_TO_LEARN_COLUMNS = 16 * MAX_ROW_LENGTH;

interface Line {
  readonly number: number;
  readonly text: string;
  /** By column; a sentence's end where the line has none. */
  readonly values: ReadonlyMap<string, string> | string;
}

/**
 * One JSON object a line. An object inside an object becomes columns named by path (`properties.price`); the
 * columns are those of the first 1,000 lines, or of the first 16 Mi characters. A line that is not a JSON object
 * carries a problem.
 *
 * @throws {DomainError} INVALID_INPUT for text that is not UTF-8, too many columns, or where no line is an object
 */
export async function openNdjson(source: TableSource): Promise<Table> {
  const columns = await columnsOf(source);
  let bytesRead = 0;
  return {
    format: 'NDJSON',
    delimiter: null,
    columns,
    fractionRead: () => bytesRead / source.byteSize,
    rows: () => {
      bytesRead = 0;
      return ndjsonRows(
        lines(source, (count) => (bytesRead += count)),
        columns,
      );
    },
  };
}

async function* ndjsonRows(
  found: AsyncIterable<Line>,
  columns: readonly string[],
): AsyncGenerator<TableRow, void, undefined> {
  for await (const { number, text, values } of found) {
    if (typeof values === 'string') {
      yield { number, cells: columns.map((_, index) => (index === 0 ? text : '')), problem: values };
    } else yield { number, cells: columns.map((column) => values.get(column) ?? ''), problem: null };
  }
}

async function columnsOf(source: TableSource): Promise<string[]> {
  const columns = new Set<string>();
  let length = 0;
  for await (const { number, text, values } of lines(source)) {
    if (typeof values !== 'string') for (const name of values.keys()) columns.add(name);
    if (columns.size > MAX_COLUMNS) throw tooManyColumns(source.name);
    length += text.length;
    if (number >= ROWS_TO_LEARN_COLUMNS || length > CHARACTERS_TO_LEARN_COLUMNS) break;
  }
  if (columns.size === 0) throw invalidInput(`${source.name} has no JSON object in its first lines`);
  return [...columns];
}

async function* lines(
  source: TableSource,
  onBytes?: (count: number) => void,
): AsyncGenerator<Line, void, undefined> {
  let rest = '';
  let number = 0;
  for await (const text of utf8Text(source, onBytes)) {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      number += 1;
      refuseLong(source.name, number, part);
      yield* readLine(number, part);
    }
    refuseLong(source.name, number + 1, rest);
  }
  yield* readLine(number + 1, rest);
}

function refuseLong(name: string, number: number, line: string): void {
  if (line.length > MAX_ROW_LENGTH)
    throw invalidInput(`${name}: line ${number} is longer than ${MAX_ROW_MEBIBYTES} MiB, which is the limit`);
}

/** Nothing for a blank line. */
function readLine(number: number, line: string): Line[] {
  const text = line.trim();
  return text === '' ? [] : [{ number, text, values: parseLine(text) }];
}

/** The cells of an object by column name, or what is wrong with the line. */
function parseLine(line: string): Line['values'] {
  try {
    const value: unknown = JSON.parse(line);
    return isObject(value) ? flatten(value) : 'is not a JSON object';
  } catch {
    return 'is not a JSON object';
  }
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The limit of names also bounds how deep an object may be, and how long the names of its parts are together. */
function flatten(value: object): Line['values'] {
  const cells = new Map<string, string>();
  const isShort = addCells(cells, value, '');
  return isShort ? cells : `has a name longer than ${MAX_COLUMN_NAME_LENGTH} characters, which is the limit`;
}

/** @returns whether every name is short enough */
function addCells(cells: Map<string, string>, value: object, path: string): boolean {
  return Object.entries(value).every(([key, inner]) => {
    const name = `${path}${key}`;
    if (name.length > MAX_COLUMN_NAME_LENGTH) return false;
    if (isObject(inner)) return addCells(cells, inner, `${name}.`);
    cells.set(name, cellText(inner));
    return true;
  });
}
