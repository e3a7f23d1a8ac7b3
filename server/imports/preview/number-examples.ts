import { NumberFormat, shortDecimal } from '../mapping/number-format.js';
import { beginningOf } from '../shown-text.js';
import type { ColumnNumbers, NumberExample } from '../survey/column-numbers.js';
import type { DecidedFormat } from '../survey/decided-format.js';
import type { ImportNumberExample, ImportNumberFormat } from './import-preview.type.js';

/** How a file writes its numbers, with the first examples of each column. */
export function numberFormatOf(
  columns: readonly string[],
  numbers: readonly ColumnNumbers[],
  { declared, decided }: { readonly declared: NumberFormat | null; readonly decided: DecidedFormat },
): ImportNumberFormat {
  return {
    format: declared ?? decided.format,
    isDeclared: declared !== null,
    isAmbiguous: declared === null && decided.problems.length > 0,
    examples: numbers.flatMap(({ column, both, pointOnly, commaOnly }) =>
      [both, pointOnly, commaOnly].flatMap((example) =>
        example ? [exampleOf(columns[column]!, example)] : [],
      ),
    ),
  };
}

const exampleOf = (column: string, { text, row, readings }: NumberExample): ImportNumberExample => ({
  text: beginningOf(text),
  column,
  row,
  readings: [
    { format: NumberFormat.DECIMAL_POINT, value: readings.point },
    { format: NumberFormat.DECIMAL_COMMA, value: readings.comma },
  ].flatMap(({ format, value }) => (value === null ? [] : [{ format, value: shortDecimal(value) }])),
});
