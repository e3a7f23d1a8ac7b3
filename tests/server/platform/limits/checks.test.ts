import { describe, expect, it } from '@jest/globals';
import type { z } from 'zod';
import {
  numberWithin,
  requireNumber,
  requireWhole,
  wholeWithin,
} from '../../../../server/platform/limits/checks.js';

const DICE = { min: 1, max: 6 };

describe('a whole number within a range', () => {
  it.each([1, 6])('may be %d', (value) => {
    expect(() => requireWhole('eyes', value, DICE)).not.toThrow();
    expect(wholeWithin(DICE).parse(value)).toBe(value);
  });

  it.each([0, 7, 1.5, Number.NaN])('may not be %d, whoever asks, in the same words', (value) => {
    const message = `must be a whole number from 1 to 6, not ${value}`;

    expect(() => requireWhole('eyes', value, DICE)).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT', message: `eyes ${message}` }),
    );
    if (!Number.isNaN(value)) expect(problemsOf(wholeWithin(DICE), value)).toEqual([message]);
  });
});

describe('a number within a range', () => {
  it('may have a fraction', () => {
    expect(() => requireNumber('share', 0.5, { min: 0, max: 1 })).not.toThrow();
    expect(numberWithin({ min: 0, max: 1 }).parse(0.5)).toBe(0.5);
  });

  it('may not lie outside', () => {
    const message = 'must be a number from 0 to 1, not 1.01';

    expect(() => requireNumber('share', 1.01, { min: 0, max: 1 })).toThrow(`share ${message}`);
    expect(problemsOf(numberWithin({ min: 0, max: 1 }), 1.01)).toEqual([message]);
  });
});

it('leaves what is no number to the type', () => {
  expect(problemsOf(wholeWithin(DICE), '3')).toEqual(['Invalid input: expected number, received string']);
});

const problemsOf = (schema: z.ZodType, value: unknown) =>
  schema.safeParse(value).error?.issues.map(({ message }) => message);
