import { expect, it } from '@jest/globals';
import { tercileEdges } from '../../../server/statistics/index.js';

// PostgreSQL 18: SELECT percentile_disc(ARRAY[1/3., 2/3.]) WITHIN GROUP (ORDER BY price)
it.each([
  [[10, 20, 30, 40, 50, 60], { low: 20, high: 40 }],
  [[10, 20, 30, 40, 50, 60, 70], { low: 30, high: 50 }],
  [[10, 20, 30, 40, 50, 60, 70, 80], { low: 30, high: 60 }],
  [[5, 5, 5, 5], { low: 5, high: 5 }],
  [[5, 9], { low: 5, high: 9 }],
  [[5], { low: 5, high: 5 }],
])('finds the edges of %j', (prices, edges) => {
  expect(tercileEdges(prices)).toEqual(edges);
});

it.each([[[]], [[2, 1]], [[1, Number.NaN]]])('rejects %j', (prices: number[]) => {
  expect(() => tercileEdges(prices)).toThrow(RangeError);
});
