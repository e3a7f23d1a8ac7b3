import { expect, it } from '@jest/globals';
import { integers, normals, shuffledIndices, uniforms } from '../../../server/random/index.js';

it('draws the same numbers for the same source, and a prefix for a smaller count', () => {
  const source = { seed: 7, purpose: 'noise', step: 3 };

  expect([...normals(source, 5)]).toEqual([...normals(source, 9)].slice(0, 5));
  expect([...normals(source, 5)]).not.toEqual([...normals({ ...source, step: 4 }, 5)]);
  expect([...normals(source, 5)]).not.toEqual([...normals({ ...source, purpose: 'times' }, 5)]);
  expect([...normals(source, 5)]).not.toEqual([...normals({ ...source, seed: 7 + 2 ** 32 }, 5)]);
});

it('draws normals with mean 0, variance 1 and kurtosis 3, and uniforms with mean 1/2', () => {
  const count = 40_000;
  const mean = (values: Iterable<number>) => [...values].reduce((sum, value) => sum + value, 0) / count;
  const values = [...normals({ seed: 1, purpose: 'moments' }, count)];

  expect(Math.abs(mean(values))).toBeLessThan(4 / Math.sqrt(count));
  expect(Math.abs(mean(values.map((x) => x ** 2)) - 1)).toBeLessThan(4 * Math.sqrt(2 / count));
  expect(Math.abs(mean(values.map((x) => x ** 4)) - 3)).toBeLessThan(4 * Math.sqrt(96 / count));
  expect(Math.abs(mean(uniforms({ seed: 1, purpose: 'moments' }, count)) - 0.5)).toBeLessThan(
    4 * Math.sqrt(1 / 12 / count),
  );
});

it('draws integers and orders that are complete', () => {
  expect(new Set(integers({ seed: 2, purpose: 'i' }, 1000, 7))).toEqual(new Set([0, 1, 2, 3, 4, 5, 6]));
  const order = shuffledIndices({ seed: 2, purpose: 'o' }, 50);
  expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i));
  expect([...order]).not.toEqual(Array.from({ length: 50 }, (_, i) => i));
});

it.each([-1, 0.5, Number.NaN, 2 ** 60])('refuses a seed of %p', (seed) => {
  expect(() => normals({ seed, purpose: 'x' }, 1)).toThrow(
    `seed must be a whole number from 0 to 9,007,199,254,740,991, not ${seed}`,
  );
});
