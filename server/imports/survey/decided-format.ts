import { NumberFormat, shortDecimal } from '../mapping/number-format.js';
import { type Problem, problemSaying } from '../mapping/problem.js';
import { beginningOf } from '../shown-text.js';
import type { ColumnNumbers, NumberExample } from './column-numbers.js';

/** A problem and the rows that it is about. */
export interface FormatProblem extends Problem {
  /** The first of them. */
  readonly row: number;
  readonly count: number;
}

/** The number format of a file as its numbers show it; null where they read the same in both, or leave it open. */
export interface DecidedFormat {
  readonly format: NumberFormat | null;
  /** Why it has to be declared; empty where it has not. */
  readonly problems: readonly FormatProblem[];
}

const HINT = '--number-format point or --number-format comma declares it';

/**
 * Decides by whole columns, never by most of their numbers: one that has two readings leaves the format open, unless
 * another one has groups. A plain decimal among them may be a slip, or what a program wrote for a whole number.
 */
export function decidedFormat(numbers: readonly ColumnNumbers[]): DecidedFormat {
  const problems = [...numbers.flatMap(ownProblem), ...disagreement(numbers)];
  const [decided] = numbers.flatMap(formatOf);
  return { format: problems.length > 0 ? null : (decided ?? null), problems };
}

const formatOf = ({ pointOnly, commaOnly }: ColumnNumbers): NumberFormat[] => {
  if (pointOnly && !commaOnly) return [NumberFormat.DECIMAL_POINT];
  return commaOnly && !pointOnly ? [NumberFormat.DECIMAL_COMMA] : [];
};

/** What leaves the format of one column open. */
function ownProblem(numbers: ColumnNumbers): FormatProblem[] {
  const { field, pointOnly, commaOnly, both, bothCount, isSettled } = numbers;
  if (pointOnly && commaOnly) {
    const message = `${field} is written in two ways, ${quoted(pointOnly)} and ${quoted(commaOnly)}. Declare the number format: the rows of the other are then rejected`;
    return [
      { ...problemSaying(field, message, HINT), row: Math.min(pointOnly.row, commaOnly.row), count: 2 },
    ];
  }
  if (!both || isSettled) return [];
  const [point, comma] = [both.readings.point, both.readings.comma].map((reading) => shortDecimal(reading!)); // it has both
  const decimal = pointOnly ?? commaOnly;
  const doubt = decimal ? `${quoted(decimal)} alone does not settle it. ` : '';
  const message = `${field} is written like ${quoted(both)}: ${comma} or ${point}? ${doubt}Declare the number format: a decimal comma reads ${comma}, a decimal point reads ${point}`;
  return [{ ...problemSaying(field, message, HINT), row: both.row, count: bothCount }];
}

/** Columns that each fit one format, but not the same. */
function disagreement(numbers: readonly ColumnNumbers[]): FormatProblem[] {
  const point = numbers.find((column) => formatOf(column)[0] === NumberFormat.DECIMAL_POINT);
  const comma = numbers.find((column) => formatOf(column)[0] === NumberFormat.DECIMAL_COMMA);
  if (!point?.pointOnly || !comma?.commaOnly) return [];
  const message = `${point.field} is written like ${quoted(point.pointOnly)} and ${comma.field} like ${quoted(comma.commaOnly)}: no number format reads both. Write all numbers in one, or declare one, and the rows of the other are rejected`;
  const row = Math.min(point.pointOnly.row, comma.commaOnly.row);
  return [{ ...problemSaying(comma.field, message, HINT), row, count: 2 }];
}

const quoted = ({ text, row }: NumberExample) => `"${beginningOf(text)}" in row ${row}`;
