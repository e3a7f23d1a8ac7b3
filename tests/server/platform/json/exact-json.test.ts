import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseDeepExactJson, parseExactJson, plainDecimal } from '../../../../server/platform/json/index.js';

const jsonText = fc.json().filter((text) => !text.includes('__proto__'));

describe('parseExactJson', () => {
  it('gives what JSON.parse gives where a double holds every number', () => {
    fc.assert(
      fc.property(jsonText, (text) => {
        const same = parseExactJson(text);

        expect(JSON.stringify(same)).toBe(JSON.stringify(JSON.parse(text)));
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ['9007199254740991', 9007199254740991],
    ['9007199254740993', '9007199254740993'],
    ['-1729384757483920385', '-1729384757483920385'],
    ['1729384757483920385.0', '1729384757483920385'],
    ['0.1', 0.1],
    ['19.990000000000002', 19.990000000000002],
    ['0.1000000000000000055', '0.1000000000000000055'],
    ['1e3', 1000],
    ['1E-3', 0.001],
    ['9.007199254740993e15', '9007199254740993'],
    ['1.7976931348623157e308', 1.7976931348623157e308],
    ['1e309', `1${'0'.repeat(309)}`],
    ['1e-400', `0.${'0'.repeat(399)}1`],
    ['1e999999999', '1e999999999'],
    ['-0', -0],
  ])('reads the number %s as %p', (text, value) => {
    expect(parseExactJson(text)).toBe(value);
    expect(parseExactJson(`{"a":[ ${text} ]}`)).toEqual({ a: [value] });
  });

  it('leaves digits in strings and names alone', () => {
    const text =
      '{"9007199254740993":"9007199254740993","a\\\\":"\\":9007199254740993","b":9007199254740993}';

    expect(parseExactJson(text)).toEqual({
      '9007199254740993': '9007199254740993',
      'a\\': '":9007199254740993',
      b: '9007199254740993',
    });
  });

  it('tells which texts stand for numbers', () => {
    const numbers = new Set<string>();

    parseExactJson('{"a":9007199254740993,"b":"9007199254740995","c":12}', numbers);

    expect(numbers).toEqual(new Set(['9007199254740993']));
  });

  it.each(['{"__proto__":{"admin":true},"a":1}', '{"\\u005f_proto__":{"admin":true},"a":1}'])(
    'drops the prototype of %s',
    (text) => {
      const value = parseExactJson(text);

      expect(value).toEqual({ a: 1 });
      expect(Object.keys(value as object)).toEqual(['a']);
      expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    },
  );

  it('keeps the last of repeated names', () => {
    expect(parseExactJson('{"a":1,"a":9007199254740993}')).toEqual({ a: '9007199254740993' });
  });

  it.each(['', '{', '{"a":01}', '{"a":9007199254740993', 'NaN'])('refuses %p as JSON.parse does', (text) => {
    expect(() => parseExactJson(text)).toThrow(SyntaxError);
  });

  it('refuses levels beyond 100', () => {
    const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;

    expect(() => parseExactJson(nested(100))).not.toThrow();
    for (const levels of [101, 1_000_000])
      expect(() => parseExactJson(nested(levels))).toThrow('JSON is nested more than 100 levels deep');
  });

  it('reads any depth where that is asked for, and drops prototypes there', () => {
    const nested = `{"a":${'['.repeat(100_000)}{"__proto__":1,"b":9007199254740993}${']'.repeat(100_000)}}`;

    let value = (parseDeepExactJson(nested) as { a: unknown }).a;
    while (Array.isArray(value)) [value] = value;

    expect(JSON.stringify(value)).toBe('{"b":"9007199254740993"}');
  });

  it('reads a string of a million escapes', () => {
    const text = `{"a":"${'\\n'.repeat(1_000_000)}","b":9007199254740993}`;

    expect(parseExactJson(text)).toHaveProperty('b', '9007199254740993');
  });

  it('keeps every digit of long numbers', () => {
    const long = fc.tuple(fc.bigInt({ min: 10n ** 15n, max: 10n ** 40n }), fc.integer({ min: 1, max: 39 }));
    fc.assert(
      fc.property(long, ([id, decimals]) => {
        const digits = id.toString();
        const amount = `${digits.slice(0, -decimals) || '0'}.${digits.slice(-decimals).padStart(decimals, '0')}`;

        const read = parseExactJson(`{"id":${id},"amount":${amount}}`) as { id: unknown; amount: unknown };

        expect(plainDecimal(String(read.id))).toBe(digits);
        expect(plainDecimal(String(read.amount))).toBe(plainDecimal(amount));
      }),
      { numRuns: 200 },
    );
  });
});

describe('plainDecimal', () => {
  it.each([
    ['1e21', '1000000000000000000000'],
    ['1.50e-7', '0.00000015'],
    ['-12.500', '-12.5'],
    ['-0.0', '0'],
    ['100', '100'],
    ['0.00123e2', '0.123'],
    ['NaN', 'NaN'],
    ['', ''],
  ])('writes %p as %p', (text, plain) => {
    expect(plainDecimal(text)).toBe(plain);
  });
});
