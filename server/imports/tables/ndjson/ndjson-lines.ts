import { invalidInput } from '../../../platform/errors/index.js';
import { MAX_ROW_LENGTH, MAX_ROW_MEBIBYTES } from '../../limits.js';
import type { TableSource } from '../table-source.js';
import { utf8Text } from '../utf8-text.js';
import { type LineCells, lineCells } from './line-cells.js';

export interface Line {
  readonly number: number;
  readonly text: string;
  /** A sentence's end where the line has no cells. */
  readonly cells: LineCells | string;
}

/**
 * The lines of a file that are not blank, those of a piece of it at a time.
 *
 * @throws {DomainError} INVALID_INPUT for text that is not UTF-8, and for a line beyond its limit
 */
export async function* linesOfPieces(
  source: TableSource,
  onBytes?: (count: number) => void,
): AsyncGenerator<Line[], void, undefined> {
  let rest = '';
  let number = 0;
  for await (const text of utf8Text(source, onBytes)) {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    const first = number + 1;
    number += parts.length;
    refuseLong(source.name, number + 1, rest);
    yield parts.flatMap((part, index) => readLine(source.name, first + index, part));
  }
  yield readLine(source.name, number + 1, rest);
}

/** Nothing for a blank line. */
function readLine(name: string, number: number, line: string): Line[] {
  refuseLong(name, number, line);
  const text = line.trim();
  return text === '' ? [] : [{ number, text, cells: lineCells(text) }];
}

function refuseLong(name: string, number: number, line: string): void {
  if (line.length > MAX_ROW_LENGTH)
    throw invalidInput(`${name}: line ${number} is longer than ${MAX_ROW_MEBIBYTES} MiB, which is the limit`);
}
