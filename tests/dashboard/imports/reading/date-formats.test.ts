import { expect, it } from '@jest/globals';
import {
  DATE_FORMATS,
  dateFormatFault,
  isTyped,
} from '../../../../dashboard/imports/reading/date-formats.js';

it.each([...DATE_FORMATS.map(({ value }) => value), 'mm.dd.yyyy', 'DD/MM/YYYY hh:mm:ss'])(
  'takes the date format %j',
  (format) => {
    expect(dateFormatFault(format)).toBeNull();
  },
);

it.each(['d', 'dd.mm', 'dd.mm.yy', 'yyyy-mm-dd-dd', 'epoch'])('says what %j lacks', (format) => {
  expect(dateFormatFault(format)).toBe('A date format has yyyy, mm and dd once each, e.g. dd-mm-yyyy.');
});

it('knows which formats are typed', () => {
  expect([null, 'dd.mm.yyyy', 'mm.dd.yyyy'].map(isTyped)).toEqual([false, false, true]);
});
