import { markedNumber, standsFor } from './currency-mark.js';
import { decimalOf, FORMAT_WORDS, NumberFormat, readingsOf } from './number-format.js';
import type { NumberKind } from './number-kind.js';
import { type Problem, valueProblem } from './problem.js';

/** A cell of a number field, and what decides how it is read. */
export interface NumberCell {
  readonly field: string;
  readonly kind: NumberKind;
  readonly text: string;
  /** Null while no format is known: then only what leaves no doubt is read. */
  readonly format: NumberFormat | null;
  /** The currency of the row; `''` where it has none. */
  readonly currency: string;
}

/** A number as plain decimal text, and what is wrong with it. */
export interface NumberReading {
  readonly value: string;
  readonly problem: Problem | null;
}

/** The numbers that most cells hold. */
const WHOLE = /^\d{0,15}$/u;
const WITH_POINT = /^\d{1,15}\.\d{1,15}$/u;
const LIKE_A_NUMBER = /^[+\-\u2212]?[\d.,'’\s]+$/u;

/** Whether a text is a plain decimal already, or blank. */
export const isPlainIn = (text: string, format: NumberFormat | null): boolean =>
  WHOLE.test(text) || (format === NumberFormat.DECIMAL_POINT && WITH_POINT.test(text));

/** Reads a cell by the number format of its file. What is not like a number stays: the reader of its field says so. */
export function readNumberCell(cell: NumberCell): NumberReading {
  const { field, kind, text, format, currency } = cell;
  const { number, mark } = kind.isAmount ? markedNumber(text) : { number: text, mark: null };
  const value = format === null ? withoutFormat(number, kind) : decimalOf(number, format);
  const fault = value === null ? numberFault(number, format) : mark && markFault(mark, currency);
  return { value: value ?? text, problem: fault ? valueProblem(field, text, fault) : null };
}

/** The number where both formats read the same one, or the field takes it in neither: then its reader says why. */
function withoutFormat(text: string, { takes }: NumberKind): string | null {
  const { point, comma } = readingsOf(text);
  const isTaken = [point, comma].some((reading) => reading !== null && takes(reading));
  return point === comma || !isTaken ? (point ?? comma) : null;
}

function numberFault(text: string, format: NumberFormat | null): string | null {
  if (/[%‰％]/u.test(text)) return 'which is a percentage: choose a column of plain numbers';
  if (!LIKE_A_NUMBER.test(text)) return null;
  if (format !== null) return `which is not a number with a ${FORMAT_WORDS[format]}`;
  const { point, comma } = readingsOf(text);
  return point === null && comma === null ? NO_NUMBER : WAITS;
}

const WAITS = 'which can be read when the number format is declared';

/** Whether a problem is only that the number format of the file is not known yet. */
export const isWaiting = ({ fault }: Problem): boolean => fault.endsWith(WAITS);

function markFault(mark: string, currency: string): string | null {
  if (currency === '') return `but its row has no currency: choose the currency, e.g. EUR`;
  if (standsFor(mark, currency.toUpperCase())) return null;
  return `but the currency of its row is ${currency.toUpperCase()}: correct one of them`;
}

const NO_NUMBER = 'which is not a plain number such as 1234.5';
const PLAIN_DECIMAL = /^[+-]?\d+(?:\.\d+)?$/u;

/** What is wrong with a number that a map states for all rows: it is read in no format, so it must leave no doubt. */
export function statedNumberFault(text: string): string | null {
  if (text === '') return null;
  const { point, comma } = readingsOf(text);
  if (PLAIN_DECIMAL.test(text) && (comma === null || comma === point)) return null;
  if (!PLAIN_DECIMAL.test(text) || point === null || comma === null) return NO_NUMBER;
  return `which can be ${comma} or ${point}: write ${comma} or ${point}0`;
}
