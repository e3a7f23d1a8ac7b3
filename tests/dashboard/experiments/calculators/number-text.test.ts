import { describe, expect, it } from '@jest/globals';
import { readNumber } from '../../../../dashboard/experiments/calculators/fields/number-text.js';

const DECIMAL = { min: -1e15, max: 1e15 };
const WHOLE = { min: 0, max: 1e15, whole: true };
const PERCENT = { min: 60, max: 99.99, percent: true };

describe('a number that a person wrote', () => {
  it.each([
    ['0.05', DECIMAL, 0.05],
    [' −3 ', DECIMAL, -3],
    ['.5', DECIMAL, 0.5],
    ['1e6', DECIMAL, 1_000_000],
    ['44700', WHOLE, 44_700],
    ['44,700', WHOLE, 44_700],
    ['1,234,567', WHOLE, 1_234_567],
    ['95', PERCENT, 0.95],
    ['99.99', PERCENT, 0.9999],
  ])('is read: %s', (text, rule, value) => {
    expect(readNumber(text, rule)).toEqual({ value, problem: null });
  });

  it('has no digits left over from dividing by 100', () => {
    expect(readNumber('7', { min: 0, max: 100, percent: true }).value).toBe(0.07);
    expect(readNumber('13.35', { min: 0, max: 100, percent: true }).value).toBe(0.1335);
  });

  it.each([
    ['0,125', DECIMAL, 'Write a point for decimals and no commas, e.g. 1234.5'],
    ['1,125', DECIMAL, 'Write a point for decimals and no commas, e.g. 1234.5'],
    ['12 %', PERCENT, '“12 %” is not a number'],
    ['Infinity', DECIMAL, '“Infinity” is not a number'],
    ['0x10', DECIMAL, '“0x10” is not a number'],
    ['44,7', WHOLE, 'Enter a whole number'],
    ['44.7', WHOLE, 'Enter a whole number'],
    ['0,125', WHOLE, 'Enter a whole number'],
    ['-1', WHOLE, 'Enter at least 0'],
    ['1e999', DECIMAL, 'Enter at most 1e15'],
    ['0', { ...DECIMAL, min: 0, aboveMin: true }, 'Enter more than 0'],
    ['100', PERCENT, 'Enter at most 99.99 %'],
  ])('is refused, never guessed: %s', (text, rule, problem) => {
    expect(readNumber(text, rule)).toEqual({ value: null, problem });
  });
});
