import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decimalTotal, isCurrency, minorDigits, minorUnits } from '../../../../server/platform/index.js';

describe('minorUnits', () => {
  it.each([
    [19.99, 'EUR', 1, 1999n],
    [19.99, 'EUR', 3, 5997n],
    ['1.005', 'EUR', 1, 101n],
    ['1.0049', 'EUR', 1, 100n],
    [1980, 'JPY', 2, 3960n],
    ['1980.50', 'JPY', 1, 1981n],
    ['1.2345', 'KWD', 1, 1235n],
    [0.1, 'USD', 3, 30n],
    ['.5', 'USD', 1, 50n],
    ['-2.50', 'USD', 1, -250n],
    ['12345678901234567.89', 'USD', 1, 1234567890123456789n],
  ])('%p in %s times %p is %p', (amount, currency, times, expected) => {
    expect(minorUnits(amount, currency, times)).toBe(expected);
  });

  it.each(['', '.', 'ten', '1,50', '1e3', 'NaN', 'Infinity'])('%p is no amount', (amount) => {
    expect(minorUnits(amount, 'EUR')).toBeNull();
  });

  it('gives back every whole number of cents', () => {
    fc.assert(
      fc.property(fc.nat(), (cents) => {
        expect(minorUnits((cents / 100).toFixed(2), 'EUR')).toBe(BigInt(cents));
      }),
    );
  });
});

it('follows ISO 4217 where usage differs', () => {
  expect([minorDigits('HUF'), minorDigits('IQD'), minorDigits('CLF')]).toEqual([2, 3, 4]);
});

it('knows currency codes in capitals only', () => {
  expect([isCurrency('EUR'), isCurrency('eur'), isCurrency('ZZZ')]).toEqual([true, false, false]);
});

it.each([
  [
    [
      [19.99, 2],
      ['0.005', 1],
    ],
    '39.985',
  ],
  [[[0.1, 3]], '0.3'],
  [[[5, 2]], '10'],
  [
    [
      ['-2.5', 1],
      [0.5, 1],
    ],
    '-2.0',
  ],
  [[], null],
  [
    [
      [1, 1],
      ['ten', 1],
    ],
    null,
  ],
] as const)('decimalTotal of %j is %p', (terms, expected) => {
  expect(decimalTotal(terms)).toBe(expected);
});
