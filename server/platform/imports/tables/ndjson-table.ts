import { invalidInput } from '../../errors/domain-error.js';
import { cellText } from './cell-text.js';
import type { Table, TableRow } from './table.js';
import type { TableSource } from './table-source.js';
import { utf8Text } from './utf8-text.js';

const ROWS_TO_LEARN_COLUMNS = 1000;
const LONGEST_LINE = 1024 * 1024;

type Line = { readonly number: number; readonly values: ReadonlyMap<string, string> | string };

/**
 * One JSON object a line. An object inside an object becomes columns named by path (`properties.price`); the
 * columns are those of the first 1,000 lines. A line that is no JSON object carries a problem.
 *
 * @throws {DomainError} INVALID_INPUT for text that is not UTF-8, or where no line is an object
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
  for await (const { number, values } of found) {
    if (typeof values === 'string') {
      yield {
        number,
        cells: columns.map((_, index) => (index === 0 ? values : '')),
        problem: 'is no JSON object',
      };
    } else yield { number, cells: columns.map((column) => values.get(column) ?? ''), problem: null };
  }
}

async function columnsOf(source: TableSource): Promise<string[]> {
  const columns = new Set<string>();
  for await (const { number, values } of lines(source)) {
    if (typeof values !== 'string') for (const name of values.keys()) columns.add(name);
    if (number >= ROWS_TO_LEARN_COLUMNS) break;
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
      if (part.trim() !== '') yield { number, values: parseLine(part) };
    }
    if (rest.length > LONGEST_LINE)
      throw invalidInput(`${source.name}: line ${number + 1} is longer than 1 MB`);
  }
  if (rest.trim() !== '') yield { number: number + 1, values: parseLine(rest) };
}

/** The cells of an object by column name, or the line itself where it is none. */
function parseLine(line: string): ReadonlyMap<string, string> | string {
  try {
    const value: unknown = JSON.parse(line);
    return isObject(value) ? new Map(flatten(value)) : line.trim();
  } catch {
    return line.trim();
  }
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function flatten(value: object, path: readonly string[] = []): [string, string][] {
  return Object.entries(value).flatMap(([key, inner]) =>
    isObject(inner)
      ? flatten(inner, [...path, key])
      : [[[...path, key].join('.'), cellText(inner)] as [string, string]],
  );
}
