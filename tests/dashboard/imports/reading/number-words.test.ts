import { expect, it } from '@jest/globals';
import { numberWords, readingWords } from '../../../../dashboard/imports/reading/number-words.js';

it.each([
  ['1', '1'],
  ['1000', '1000 (1 thousand)'],
  ['10000', '10000 (10 thousand)'],
  ['1250', '1250'],
  ['1.25', '1.25'],
])('names %s so that it has one reading', (plain, words) => {
  expect(numberWords(plain)).toBe(words);
});

it('says what the numbers of a file are in a format, of those that it reads', () => {
  const example = (text: string, point: string | null, comma: string | null) => ({
    text,
    column: 'Views',
    row: 2,
    readings: [
      ...(point ? [{ format: 'DECIMAL_POINT' as const, value: point }] : []),
      ...(comma ? [{ format: 'DECIMAL_COMMA' as const, value: comma }] : []),
    ],
  });
  const examples = [example('1.000', '1', '1000'), example('19,99', null, '19.99')];

  expect(readingWords(examples, 'DECIMAL_COMMA')).toBe('1.000 is 1000 (1 thousand), 19,99 is 19.99');
  expect(readingWords(examples, 'DECIMAL_POINT')).toBe('1.000 is 1');
});
