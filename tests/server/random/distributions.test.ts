import { expect, it } from '@jest/globals';
import { mersenneTwister } from '../../../server/random/index.js';

it('repeats itself for the same seed', () => {
  const [a, b, other] = [mersenneTwister(5), mersenneTwister(5), mersenneTwister(6)];

  const first = [a.uniform(), a.normal(), a.binomial(100, 0.3)];

  expect([b.uniform(), b.normal(), b.binomial(100, 0.3)]).toEqual(first);
  expect(other.uniform()).not.toBe(first[0]);
});

it('draws standard normals: moments 0, 1, 0, 3 within five standard errors', () => {
  const { normal } = mersenneTwister(1);
  const count = 100_000;
  const sample = Array.from({ length: count }, normal);
  const moment = (power: number) => sample.reduce((sum, x) => sum + x ** power, 0) / count;

  // Variances of the powers of a standard normal: 1, 2, 15, 96.
  [0, 1, 0, 3].forEach((expected, index) => {
    const standardError = Math.sqrt([1, 2, 15, 96][index]! / count);
    expect(Math.abs(moment(index + 1) - expected)).toBeLessThan(5 * standardError);
  });
});

it.each([0.2, 0.5, 0.8])('draws the binomial distribution of 4 trials with probability %p', (probability) => {
  const draws = mersenneTwister(2);
  const counts = [0, 0, 0, 0, 0];
  const rounds = 50_000;

  for (let i = 0; i < rounds; i++) counts[draws.binomial(4, probability)]! += 1;

  const chiSquare = [1, 4, 6, 4, 1].reduce((sum, ways, k) => {
    const expected = rounds * ways * probability ** k * (1 - probability) ** (4 - k);
    return sum + (counts[k]! - expected) ** 2 / expected;
  }, 0);
  // Chi-square with 4 degrees of freedom: P(X > 18.5) = 0.001.
  expect(chiSquare).toBeLessThan(18.5);
});

it('draws Poisson counts: mean and variance both the one asked for', () => {
  const { poisson } = mersenneTwister(4);
  const counts = Array.from({ length: 50_000 }, () => poisson(3.5));

  const mean = counts.reduce((sum, value) => sum + value, 0) / counts.length;
  const variance = counts.reduce((sum, value) => sum + (value - mean) ** 2, 0) / counts.length;
  // Standard errors 0.008 and 0.024.
  expect(Math.abs(mean - 3.5)).toBeLessThan(0.05);
  expect(Math.abs(variance - 3.5)).toBeLessThan(0.13);
  expect(poisson(0)).toBe(0);
});

it('knows the certain cases', () => {
  const { binomial } = mersenneTwister(3);

  expect([binomial(9, 0), binomial(9, 1), binomial(0, 0.4)]).toEqual([0, 9, 0]);
});

it('rejects what is no seed, count or probability', () => {
  const { binomial, poisson } = mersenneTwister(3);

  expect(() => mersenneTwister(0.5)).toThrow(RangeError);
  expect(() => binomial(-1, 0.5)).toThrow(RangeError);
  expect(() => binomial(1.5, 0.5)).toThrow(RangeError);
  expect(() => binomial(1, Number.NaN)).toThrow(RangeError);
  expect(() => binomial(1, 1.1)).toThrow(RangeError);
  expect(() => poisson(-1)).toThrow(RangeError);
});
