import type { NumberFormat } from '../../generated/graphql.js';
import type { Preview } from '../mapping/mapped-field.js';

type Example = Preview['numberFormat']['examples'][number];

/** How each format writes a number. */
export const NUMBER_FORMAT_NAMES: Record<NumberFormat, string> = {
  DECIMAL_POINT: '1,234.50, with a decimal point',
  DECIMAL_COMMA: '1.234,50, with a decimal comma',
};

const WORDS = new Intl.NumberFormat('en', { notation: 'compact', compactDisplay: 'long' });
const THOUSAND = 1000;

/**
 * A plain decimal without a sign that could be read in two ways: whole thousands get words too.
 *
 * @example numberWords('10000') // '10000 (10 thousand)'
 */
export function numberWords(plain: string): string {
  const value = Number(plain);
  if (!Number.isSafeInteger(value) || value < THOUSAND || value % THOUSAND !== 0) return plain;
  return `${plain} (${WORDS.format(value / THOUSAND)} thousand)`;
}

/** What numbers of the file are in a format: `1.000 is 1000 (1 thousand), 1,5 is 1.5`; empty if it reads none. */
export const readingWords = (examples: readonly Example[], format: NumberFormat): string =>
  examples
    .flatMap(({ text, readings }) => {
      const reading = readings.find((candidate) => candidate.format === format);
      return reading ? [`${text} is ${numberWords(reading.value)}`] : [];
    })
    .slice(0, MAX_EXAMPLES)
    .join(', ');

const MAX_EXAMPLES = 3;
