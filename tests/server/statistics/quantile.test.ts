import { expect, it } from '@jest/globals';
import { discreteQuantile, quantile } from '../../../server/statistics/quantile.js';
import { QUANTILES } from './resampling.js';

it.each(QUANTILES)('of $sample at $probability is what NumPy says', (given) => {
  const { sample, probability, linear, discrete } = given;

  expect(quantile(sample, probability)).toBeCloseTo(linear, 12);
  expect(discreteQuantile(sample, probability)).toBe(discrete);
});

// R's documentation of quantile(), type 7: x[j] + (x[j + 1] - x[j]) (n p + 1 - p - j)
it('lies between the two values nearest to it, in proportion', () => {
  expect(quantile([10, 20, 40], 0.25)).toBe(15);
  expect(quantile([10, 20, 40], 0.75)).toBe(30);
  expect(discreteQuantile([10, 20, 40], 0.25)).toBe(10);
  expect(discreteQuantile([10, 20, 40], 0.75)).toBe(40);
});

it.each([quantile, discreteQuantile])('%p refuses no values and impossible probabilities', (of) => {
  expect(() => of([], 0.5)).toThrow('the number of values must be at least 1, got 0');
  expect(() => of([1], -0.1)).toThrow('probability must be in [0, 1], got -0.1');
  expect(() => of([1], 1.1)).toThrow(RangeError);
  expect(() => of([1], Number.NaN)).toThrow(RangeError);
});
