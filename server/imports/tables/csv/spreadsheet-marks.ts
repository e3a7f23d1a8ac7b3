/** A first line with which a spreadsheet states the delimiter. */
export interface SepLine {
  readonly delimiter: string;
  /** Characters up to the next line. */
  readonly length: number;
}

const SEP_LINE = /^sep=([^"\r\n])(?:\r\n|\r|\n)/i;

/** @param text the beginning of a file; null if it does not begin with a line such as `sep=;` */
export function sepLineOf(text: string): SepLine | null {
  const [line, delimiter] = SEP_LINE.exec(text) ?? [];
  return line !== undefined && delimiter !== undefined ? { delimiter, length: line.length } : null;
}

const FORMULA_OF_TEXT = /^="((?:[^"]|"")*)"$/;

/** The cells, in which a formula that is only a text, such as `="00123"`, is that text. */
export const withoutFormulas = (cells: readonly string[]): readonly string[] =>
  cells.some(isFormula) ? cells.map((cell) => (isFormula(cell) ? textOfFormula(cell) : cell)) : cells;

const isFormula = (cell: string): boolean => cell.startsWith('="');

function textOfFormula(cell: string): string {
  const text = FORMULA_OF_TEXT.exec(cell)?.[1];
  return text === undefined ? cell : text.replaceAll('""', '"');
}
