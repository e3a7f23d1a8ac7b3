import { expect, it } from '@jest/globals';
import { pcg32, requireWholeNumber } from '../../../server/random/index.js';

it.each([-1, 10, 0.5, Number.NaN])('refuses %p, which is outside a range', (value) => {
  expect(() => requireWholeNumber('size', value, { min: 0, max: 9 })).toThrow(
    new RangeError(`size must be a whole number from 0 to 9, not ${value}`),
  );
});

it('takes both ends of a range', () => {
  for (const value of [0, 9]) requireWholeNumber('size', value, { min: 0, max: 9 });
});

it('refuses a seed that a generator would not tell apart from another', () => {
  expect(() => pcg32(-1)).toThrow('seed must be a whole number from 0 to 4,294,967,295, not -1');
});
