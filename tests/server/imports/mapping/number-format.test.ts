import { describe, expect, it } from '@jest/globals';
import { columnMapping } from '../../../../server/imports/mapping/column-mapping.js';
import { decimalOf, NumberFormat, readingsOf } from '../../../../server/imports/mapping/number-format.js';
import { AMOUNT_KIND, COUNT_KIND } from '../../../../server/imports/mapping/number-kind.js';

const { DECIMAL_POINT, DECIMAL_COMMA } = NumberFormat;

it.each<[string, string | null, string | null]>([
  ['1234', '1234', '1234'],
  ['0', '0', '0'],
  ['1.000', '1.000', '1000'],
  ['1,000', '1000', '1.000'],
  ['9,370', '9370', '9.370'],
  ['10.000', '10.000', '10000'],
  ['19,99', null, '19.99'],
  ['19.99', '19.99', null],
  ['1.234,50', null, '1234.50'],
  ['1,234.50', '1234.50', null],
  ['1.234.567', null, '1234567'],
  ['1,234,567', '1234567', null],
  ['12,34,567', '1234567', null],
  ['12,34,567.50', '1234567.50', null],
  ['0.125', '0.125', null],
  ['0,125', null, '0.125'],
  ['012.345', '012.345', null],
  ['1234.567', '1234.567', null],
  ['1 000', '1000', '1000'],
  ['1 000,50', null, '1000.50'],
  ['1 000.50', '1000.50', null],
  ['1\u00A0234\u00A0567', '1234567', '1234567'],
  ['1\u202F234,5', null, '1234.5'],
  ['1\u2009234', '1234', '1234'],
  ["1'234.50", '1234.50', null],
  ['1’234’567', '1234567', '1234567'],
  ["1'000,5", null, '1000.5'],
  ['-1.5', '-1.5', null],
  ['\u22121,5', null, '-1.5'],
  ['+7', '+7', '+7'],
  ['12.', '12.', null],
  ['.5', '.5', null],
  [',5', null, '.5'],
  ['12 34', null, null],
  ['1 0000', null, null],
  ["1'000 000", null, null],
  ['1.000 000', null, null],
  ['1.2.3', null, null],
  ['1,23,4', null, null],
  ['1.234,567.8', null, null],
  ['1e3', null, null],
  ['12 %', null, null],
  ['.', null, null],
  ['-', null, null],
  ['', null, null],
  ['9'.repeat(101), null, null],
])('reads %j as %j with a point and %j with a comma', (text, point, comma) => {
  expect(readingsOf(text)).toEqual({ point, comma });
  expect(decimalOf(text, DECIMAL_POINT)).toBe(point);
});

const FIELDS = [
  { name: 'count', required: false, description: '', aliases: [], number: COUNT_KIND },
  { name: 'price', required: false, description: '', aliases: [], number: AMOUNT_KIND },
  { name: 'currency', required: false, description: '', aliases: [] },
] as const;
const COLUMNS = ['count', 'price', 'currency'];

const read = (cells: string[], numberFormat: NumberFormat | null, numeric: boolean[] | null = null) => {
  const { record, problems } = columnMapping(FIELDS, COLUMNS, [], { numberFormat }).read({ cells, numeric });
  return { ...record, problems: problems.map(({ message }) => message) };
};

describe('a number field', () => {
  it('becomes a plain decimal by the format of the file', () => {
    expect(read(['10.000', '1.234,50', 'EUR'], DECIMAL_COMMA)).toEqual({
      count: '10000',
      price: '1234.50',
      currency: 'EUR',
      problems: [],
    });
    expect(read(['10,000', '1,234.50', 'EUR'], DECIMAL_POINT)).toMatchObject({
      count: '10000',
      price: '1234.50',
    });
  });

  it('stays as it is where the file holds a number', () => {
    expect(read(['10.000', '1.250', 'EUR'], DECIMAL_COMMA, [true, true, false])).toMatchObject({
      count: '10.000',
      price: '1.250',
      problems: [],
    });
  });

  it.each([
    ['0.5', '0.5'],
    ['0,5', '0.5'],
    ['-7.0', '-7.0'],
  ])('without a format is read where its field will say what is wrong with it: %j', (text, count) => {
    expect(read([text, '', ''], null)).toMatchObject({ count, problems: [] });
  });

  it.each(['10.000', '7.0', '7,0'])('waits for a format: %j', (text) => {
    expect(read([text, '', ''], null).problems).toEqual([
      `count is "${text}", which can be read when the number format is declared`,
    ]);
  });

  it.each([
    ['19.99', DECIMAL_COMMA, 'count is "19.99", which is not a number with a decimal comma, as in 1.234,50'],
    ['19,99', DECIMAL_POINT, 'count is "19,99", which is not a number with a decimal point, as in 1,234.50'],
    ['12 %', DECIMAL_POINT, 'count is "12 %", which is a percentage: choose a column of plain numbers'],
    ['12%', null, 'count is "12%", which is a percentage: choose a column of plain numbers'],
    ['1.2.3', null, 'count is "1.2.3", which is not a plain number such as 1234.5'],
  ])('says what is wrong with %j', (text, format, message) => {
    expect(read([text, '', ''], format).problems).toEqual([message]);
  });

  it.each([
    ['€ 19,99', 'EUR', DECIMAL_COMMA, '19.99'],
    ['19,99 €', 'eur', DECIMAL_COMMA, '19.99'],
    ['1.234,50\u00A0€', 'EUR', DECIMAL_COMMA, '1234.50'],
    ['$1,299.00', 'USD', DECIMAL_POINT, '1299.00'],
    ['$1,299.00', 'CAD', DECIMAL_POINT, '1299.00'],
    ['£1,299', 'GBP', DECIMAL_POINT, '1299'],
    ['¥1200', 'JPY', DECIMAL_POINT, '1200'],
    ['¥1200', 'CNY', DECIMAL_POINT, '1200'],
    ['19,99 EUR', 'EUR', DECIMAL_COMMA, '19.99'],
    ['EUR 19.99', 'EUR', DECIMAL_POINT, '19.99'],
    ["CHF 1'299.50", 'CHF', DECIMAL_POINT, '1299.50'],
    ['CHF1’299.50', 'CHF', DECIMAL_POINT, '1299.50'],
    ['99,50 zł', 'PLN', DECIMAL_COMMA, '99.50'],
    ['€ 5', 'EUR', null, '5'],
  ])('takes the sign off %j in %s', (text, currency, format, price) => {
    expect(read(['', text, currency], format)).toMatchObject({ price, problems: [] });
  });

  it.each([
    ['€ 19,99', 'USD', 'but the currency of its row is USD: correct one of them'],
    ['$19,99', 'EUR', 'but the currency of its row is EUR: correct one of them'],
    ['19,99 EUR', 'GBP', 'but the currency of its row is GBP: correct one of them'],
    ['19,99 €', '', 'but its row has no currency: choose the currency, e.g. EUR'],
  ])('contradicts the currency of its row: %j in %j', (text, currency, fault) => {
    expect(read(['', text, currency], DECIMAL_COMMA).problems).toEqual([`price is "${text}", ${fault}`]);
  });

  it.each(['€ 5 EUR', '5 pieces', '€€5'])('leaves %j to the reader of its field', (text) => {
    expect(read(['', text, 'EUR'], DECIMAL_POINT)).toMatchObject({ price: text, problems: [] });
  });
});

describe('a number that a map states', () => {
  const stating = (literal: string) => () =>
    columnMapping(FIELDS, COLUMNS, [{ field: 'price', literal }]).read({ cells: [], numeric: null }).record
      .price;

  it.each(['19.99', '1000', '0.125', '1.2550', ''])('is taken as it is: %j', (literal) => {
    expect(stating(literal)()).toBe(literal);
  });

  it.each([
    ['1.000', 'price is "1.000", which can be 1000 or 1.000: write 1000 or 1.0000'],
    ['1,000', 'price is "1,000", which is not a plain number such as 1234.5'],
    ['19,99', 'price is "19,99", which is not a plain number such as 1234.5'],
    ['€5', 'price is "€5", which is not a plain number such as 1234.5'],
  ])('is refused: %j', (literal, message) => {
    expect(stating(literal)).toThrow(message);
  });

  it('is refused in a translation too', () => {
    const maps = [{ field: 'count', column: 'count', values: [{ from: 'many', to: '1.000' }] }];

    expect(() => columnMapping(FIELDS, COLUMNS, maps)).toThrow(/^count is "1\.000", which can be 1000 or/);
  });
});
