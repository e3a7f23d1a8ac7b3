import { expect, it } from '@jest/globals';
import { dayReader, isoDay } from '../../../../server/imports/mapping/calendar-day.js';
import { RecordReader } from '../../../../server/imports/mapping/record-reader.js';

const reader = (value: string) => new RecordReader({ value });
const messages = ({ problems }: RecordReader) => problems.map(({ message }) => message);

it.each([
  ['0', 0],
  ['12', 12],
  ['12.0', 12],
  ['1000000000000', 1e12],
])('reads the count %s', (text, count) => {
  const read = reader(text);

  expect(read.count('value')).toBe(count);
  expect(read.problems).toEqual([]);
});

it.each([
  ['', /^value is blank, it needs a whole number/],
  ['-3', /must not be negative/],
  ['2.5', /must be whole/],
  ['1e3', /whole number from 0 on/],
  ['1000000000001', /must be at most 1000000000000: is it the right column/],
  ['9007199254740991', /must be at most/],
  ['NaN', /whole number/],
])('says what is wrong with the count %j', (text, message) => {
  const read = reader(text);
  read.count('value');

  expect(messages(read)).toEqual([expect.stringMatching(message)]);
});

it('forgives the spelling of a word, not another word', () => {
  expect(reader('ai-generated').oneOf('value', ['AI_GENERATED', 'HUMAN_DESIGNED'])).toBe('AI_GENERATED');
  expect(reader('').oneOf('value', ['SEARCH', 'OTHER'], 'OTHER')).toBe('OTHER');

  const read = reader('M');
  read.oneOf('value', ['AI_GENERATED', 'HUMAN_DESIGNED']);
  expect(read.problems).toEqual([
    {
      field: 'value',
      message: 'value is "M", it must be AI_GENERATED or HUMAN_DESIGNED',
      fault: 'value is "M", it must be AI_GENERATED or HUMAN_DESIGNED',
      hint: 'translate it, e.g. with --map value=COLUMN:M=WORD',
    },
  ]);
});

it('advises a map that reads a value with its signs', () => {
  const read = reader('M,x=\\');
  read.oneOf('value', ['AI_GENERATED', 'HUMAN_DESIGNED']);

  expect(read.problems.map(({ hint }) => hint)).toEqual([
    expect.stringContaining('value=COLUMN:M\\,x\\=\\\\=WORD'),
  ]);
});

it.each([
  ['19.99', 'EUR', 1999],
  ['5.8700000000000001', 'EUR', 587],
  ['1200', 'JPY', 1200],
  ['10000000000000', 'EUR', 1e15],
  ['1.234', 'KWD', 1234],
  ['12.5000', 'EUR', 1250],
  ['12.00', 'JPY', 12],
  ['39.980000000000004', 'EUR', 3998],
  ['16.806723', 'EUR', 1681],
  ['', null, null],
])('reads %j in %s as %s minor units', (text, currency, amount) => {
  const read = reader(text);

  expect(read.optionalAmount('value', currency)).toBe(amount);
  expect(read.problems).toEqual([]);
});

it.each([
  ['-1', 'EUR', /no amount from 0 such as 19.99/],
  ['10000000000000.01', 'EUR', /must be at most 10000000000000 EUR/],
  ['1000000000000001', 'JPY', /must be at most 1000000000000000 JPY/],
  ['1,5', 'EUR', /no amount from 0/],
  ['12.50', 'JPY', /^value is "12.50", but JPY has no decimals: is the currency right\?/],
  ['12.505', 'EUR', /^value is "12.505", but EUR has only 2 decimals: is the currency right\?/],
  ['1', null, /needs a currency/],
])('says what is wrong with the amount %j in %s', (text, currency, message) => {
  const read = reader(text);
  read.optionalAmount('value', currency);

  expect(messages(read)).toEqual([expect.stringMatching(message)]);
});

it.each([
  ['2026-03-01', '2026-03-01'],
  ['2026-03-01T00:00:00.000Z', '2026-03-01'],
  ['2026-03-01T10:00:00Z', null],
  ['2026-02-30', null],
  ['31-08-2023', null],
  ['2026-3-1', null],
])('reads the ISO day %s as %s', (text, day) => {
  expect(isoDay(text)).toBe(day);
});

it.each([
  ['dd-mm-yyyy', '31-08-2023', '2023-08-31'],
  ['dd-mm-yyyy', '1-8-2023', '2023-08-01'],
  ['mm/dd/yyyy', '08/31/2023', '2023-08-31'],
  ['yyyymmdd', '20230831', '2023-08-31'],
  ['dd-mm-yyyy', '08-31-2023', null],
])('reads days of the form %s', (form, text, day) => {
  expect(dayReader(form)(text)).toBe(day);
});

it('refuses a form without a month', () => {
  expect(() => dayReader('yyyy-dd')).toThrow(/needs yyyy, mm and dd once each/);
});

it.each(['1999-12-31', '2126-01-01'])('refuses the day %s: its column or date format is wrong', (day) => {
  const read = reader(day);
  read.optionalDay('value');

  expect(messages(read)).toEqual([expect.stringContaining(`value is ${day}, which is not in this century`)]);
});
