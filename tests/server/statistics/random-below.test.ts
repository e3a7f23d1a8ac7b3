import { expect, it } from '@jest/globals';
import { createRandomBelow } from '../../../server/statistics/random-below.js';

// From an independent implementation of PCG RXS-M-XS 32 in Python integers.
it.each([
  [0, [135, 234, 340, 527, 204, 408, 866, 407]],
  [42, [146, 648, 90, 200, 241, 606, 827, 649]],
  [4294967295, [229, 238, 582, 675, 306, 845, 705, 712]],
])('draws the published sequence for seed %p', (seed, expected) => {
  const below = createRandomBelow(seed);

  expect(expected.map(() => below(1000))).toEqual(expected);
});

it('draws every value of a small bound equally often', () => {
  const below = createRandomBelow(1);
  const counts = new Array<number>(6).fill(0);

  for (let i = 0; i < 60_000; i++) counts[below(6)]! += 1;

  // Chi-square with 5 degrees of freedom: P(X > 20.5) = 0.001.
  const chiSquare = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
  expect(chiSquare).toBeLessThan(20.5);
});
