/** How a file writes numbers. */
export enum NumberFormat {
  DECIMAL_POINT = 'DECIMAL_POINT',
  DECIMAL_COMMA = 'DECIMAL_COMMA',
}

/** The formats as a sentence names them. */
export const FORMAT_WORDS: Readonly<Record<NumberFormat, string>> = {
  DECIMAL_POINT: 'decimal point, as in 1,234.50',
  DECIMAL_COMMA: 'decimal comma, as in 1.234,50',
};

/** No number has more characters; computing with digits costs more than their number. */
export const MAX_NUMBER_LENGTH = 100;

/** Signs that separate thousands in either format: spaces (also no-break, narrow, thin) and apostrophes. */
const EITHER = " \\u00A0\\u2009\\u202F'\\u2019";
/** 12,34,567: no other format writes groups of two. */
const INDIAN = '|[1-9]\\d?(?:,\\d{2})+,\\d{3}';

const PATTERNS: Readonly<Record<NumberFormat, RegExp>> = {
  DECIMAL_POINT: patternOf(',', '\\.', INDIAN),
  DECIMAL_COMMA: patternOf('\\.', ',', ''),
};

function patternOf(thousands: string, decimal: string, more: string): RegExp {
  const grouped = `[1-9]\\d{0,2}(?<by>[${EITHER}${thousands}])\\d{3}(?:\\k<by>\\d{3})*`;
  return new RegExp(
    `^(?<sign>[+\\-\\u2212]?)(?<whole>\\d+|${grouped}${more})?(?:${decimal}(?<fraction>\\d*))?$`,
    'u',
  );
}

/**
 * Reads a number as a format writes it. Thousands may be separated, but only as whole groups: `12,34` is not 1,234.
 *
 * @returns plain decimal text with a point and no separators, its digits as they stand; null where the text is not a
 *   number of the format
 * @example decimalOf('1.234,50', NumberFormat.DECIMAL_COMMA) // '1234.50'
 */
export function decimalOf(text: string, format: NumberFormat): string | null {
  if (text.length > MAX_NUMBER_LENGTH) return null;
  const { sign = '', whole = '', fraction } = PATTERNS[format].exec(text)?.groups ?? {};
  const digits = whole.replace(/\D/gu, '');
  if (digits === '' && !fraction) return null;
  return `${sign === '\u2212' ? '-' : sign}${digits}${fraction === undefined ? '' : `.${fraction}`}`;
}

/** What a number says in each format that it fits. */
export interface Readings {
  readonly point: string | null;
  readonly comma: string | null;
}

/** A text without a point or comma reads the same in both formats, if it reads at all. */
export const dependsOnFormat = (text: string): boolean => text.includes('.') || text.includes(',');

/** Both readings of a text. */
export const readingsOf = (text: string): Readings => ({
  point: decimalOf(text, NumberFormat.DECIMAL_POINT),
  comma: decimalOf(text, NumberFormat.DECIMAL_COMMA),
});

/** A plain decimal without zeros that say nothing, e.g. `1.50` as `1.5`. */
export const shortDecimal = (plain: string): string =>
  plain.includes('.') ? plain.replace(/\.?0*$/u, '') || '0' : plain;
