import type { NumberColumn } from '../mapping/column-mapping.js';
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
}

/** Takes in the numbers of a column one by one. */
export function numbersOf(column: NumberColumn) {
  const found = { ...column, pointOnly: null, commaOnly: null, both: null, bothCount: 0 } as {
    -readonly [Key in keyof ColumnNumbers]: ColumnNumbers[Key];
  };
  return {
    take(cell: string, row: number): void {
      if (!dependsOnFormat(cell)) return;
      const text = cell.trim();
      const readings = readingsOf(column.kind === 'amount' ? markedNumber(text).number : text);
      const { point, comma } = readings;
      if (point === comma) return;
      if (point !== null && comma !== null) {
        found.bothCount += 1;
        found.both ??= { text, row, readings };
      } else if (point !== null) found.pointOnly ??= { text, row, readings };
      else found.commaOnly ??= { text, row, readings };
    },
    result: (): ColumnNumbers => ({ ...found }),
  };
}
