import type { NumberColumn } from '../mapping/cell-readers.js';
import { markedNumber } from '../mapping/currency-mark.js';
import { dependsOnFormat, type Readings, readingsOf } from '../mapping/number-format.js';

/** A number of the file whose reading depends on the number format. */
export interface NumberExample {
  /** As the file has it. */
  readonly text: string;
  readonly row: number;
  readonly readings: Readings;
}

/** The numbers of one column by what they say of the number format; those that read the same in both are not here. */
export interface ColumnNumbers extends NumberColumn {
  /** The first number with a decimal point, which a decimal comma does not fit. */
  readonly pointOnly: NumberExample | null;
  readonly commaOnly: NumberExample | null;
  /** The first number that has two readings. */
  readonly both: NumberExample | null;
  /** How many numbers have two readings. */
  readonly bothCount: number;
  /** Whether a number of one reading has groups, too: `1.234,50` or `1.234.567` is neither a slip nor a plain decimal. */
  readonly isSettled: boolean;
}

type Collected = { -readonly [Key in keyof ColumnNumbers]: ColumnNumbers[Key] };

/** The commonest number, with a decimal point: after the first one it tells nothing new. */
const WITH_POINT = /^\d+\.\d{1,2}$/u;

/** Takes in the numbers of a column one by one. */
export function numbersOf(column: NumberColumn) {
  const nothing = { pointOnly: null, commaOnly: null, both: null, bothCount: 0, isSettled: false };
  const found: Collected = { ...column, ...nothing };
  return {
    take(cell: string, row: number): void {
      if (!dependsOnFormat(cell) || (found.pointOnly && WITH_POINT.test(cell))) return;
      const text = cell.trim();
      const readings = readingsOf(column.kind.isAmount ? markedNumber(text).number : text);
      collect(found, { text, row, readings });
    },
    result: (): ColumnNumbers => ({ ...found }),
  };
}

/** A number that its field does not take, whatever the format, says nothing of it: it may be a fault itself. */
function collect(found: Collected, example: NumberExample): void {
  const { point, comma } = example.readings;
  const isTaken = [point, comma].some((reading) => reading !== null && found.kind.takes(reading));
  if (point === comma || !isTaken) return;
  if (point !== null && comma !== null) {
    found.bothCount += 1;
    found.both ??= example;
    return;
  }
  if (comma === null) found.pointOnly ??= example;
  else found.commaOnly ??= example;
  found.isSettled ||= HAS_GROUPS.test(example.text);
}

/** Two signs between digits, of which one at least separates thousands. */
const HAS_GROUPS = /\d\D\d+\D\d/u;
