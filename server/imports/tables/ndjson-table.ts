import { DomainError, invalidInput } from '../../platform/errors/index.js';
import { parseExactJson } from '../../platform/json/index.js';
import { MAX_COLUMN_NAME_LENGTH, MAX_COLUMNS, MAX_ROW_LENGTH, MAX_ROW_MEBIBYTES } from '../limits.js';
import { beginningOf } from '../shown-text.js';
import { cellText } from './cell-text.js';
import { checkedRow } from './checked-row.js';
import { countLines } from './lines.js';
import type { Table, TableRow } from './table.js';
import type { TableSource } from './table-source.js';
import { tooManyColumns } from './usable-columns.js';
import { utf8Text } from './utf8-text.js';

/** What a request reads of a file to learn its columns; whichever is reached first. */
const MAX_CHARACTERS_IN_REQUEST = 64 * 2 ** 20;
const MAX_MS_IN_REQUEST = 2_000;
/** The clock is looked at once in so many lines. */
const LINES_A_LOOK = 1_000;

interface Line {
  readonly number: number;
  readonly text: string;
  /** A sentence's end where the line has no cells. */
  readonly cells: LineCells | string;
}

interface LineCells {
  /** By column. */
  readonly texts: Map<string, string>;
  /** The columns that the line holds as numbers. */
  readonly numbers: Set<string>;
}

/**
 * One JSON object a line. An object inside an object becomes columns named by path (`properties.price`); the
 * columns are those of all lines, or in a request of the beginning of a long file. A line that is not a JSON object
 * carries a problem.
 *
 * @throws {DomainError} INVALID_INPUT for text that is not UTF-8, too many columns, or where no line is an object
 */
export async function openNdjson(source: TableSource): Promise<Table> {
  const { columns, areComplete } = await columnsOf(source);
  let bytesRead = 0;
  return {
    format: 'NDJSON',
    delimiter: null,
    columns,
    columnsAreComplete: areComplete,
    countLines: () => countLines(source),
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
  foundLines: AsyncIterable<Line>,
  columns: readonly string[],
): AsyncGenerator<TableRow, void, undefined> {
  for await (const { number, text, cells: found } of foundLines) {
    if (typeof found === 'string') {
      const cells = columns.map((_, index) => (index === 0 ? text : ''));
      yield checkedRow({ number, cells, numeric: null, problem: found });
      continue;
    }
    const cells = columns.map((column) => found.texts.get(column) ?? '');
    const numeric = columns.map((column) => found.numbers.has(column));
    yield checkedRow({ number, cells, numeric, problem: null });
  }
}

async function columnsOf(source: TableSource): Promise<{ columns: string[]; areComplete: boolean }> {
  const isBeyond = source.inRequest ? limitInRequest() : () => false;
  const columns = new Set<string>();
  for await (const { number, text, cells } of lines(source)) {
    if (isBeyond(number, text.length)) return { columns: [...columns], areComplete: false };
    if (typeof cells !== 'string') for (const name of cells.texts.keys()) columns.add(name);
    if (columns.size > MAX_COLUMNS) throw tooManyColumns(source.name);
  }
  if (columns.size === 0) throw invalidInput(`${source.name} has no JSON object: write one a line`);
  return { columns: [...columns], areComplete: true };
}

/** Says of each line, before it is taken, whether the request has read enough. */
function limitInRequest(): (number: number, length: number) => boolean {
  const endsAt = performance.now() + MAX_MS_IN_REQUEST;
  let characters = 0;
  return (number, length) => {
    characters += length;
    return (
      characters > MAX_CHARACTERS_IN_REQUEST || (number % LINES_A_LOOK === 0 && performance.now() > endsAt)
    );
  };
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
  return text === '' ? [] : [{ number, text, cells: cellsOf(text) }];
}

/** The cells of an object by column name, or what is wrong with the line. */
function cellsOf(line: string): Line['cells'] {
  const numbersAsText = new Set<string>();
  try {
    const value = parseExactJson(line, numbersAsText);
    return isObject(value) ? flattened(value, numbersAsText) : NOT_AN_OBJECT;
  } catch (error) {
    return error instanceof DomainError ? error.message : NOT_AN_OBJECT;
  }
}

const NOT_AN_OBJECT = 'is not a JSON object';

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** @param numbersAsText the texts that stand for numbers */
function flattened(value: object, numbersAsText: ReadonlySet<unknown>): Line['cells'] {
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
  if (cells.texts.has(name)) return `has two values for ${beginningOf(name)}`;
  cells.texts.set(name, cellText(value));
  if (typeof value === 'number' || numbersAsText.has(value)) cells.numbers.add(name);
  return null;
}

const NAME_TOO_LONG = `has a name longer than ${MAX_COLUMN_NAME_LENGTH} characters, which is the limit`;
