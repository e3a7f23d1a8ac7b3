import { expect, it } from '@jest/globals';
import { benjaminiHochberg, falseCoverageConfidence } from '../../../server/statistics/index.js';

/** Benjamini & Hochberg's 25 p-values, adjusted by statsmodels 0.15.0 `multipletests(method='fdr_bh')`. */
const RAW = [
  0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216, 0.222, 0.251, 0.269, 0.275, 0.34,
  0.341, 0.384, 0.569, 0.594, 0.696, 0.762, 0.94, 0.942, 0.975, 0.986,
];
const ADJUSTED = [
  0.025, 0.1, 0.21, 0.21, 0.21, 0.25, 0.26428571428571423, 0.49107142857142855, 0.49107142857142855,
  0.49107142857142855, 0.49107142857142855, 0.49107142857142855, 0.49107142857142855, 0.49107142857142855,
  0.5328125, 0.5328125, 0.5647058823529412, 0.781578947368421, 0.781578947368421, 0.8699999999999999,
  0.9071428571428571, 0.986, 0.986, 0.986, 0.986,
];

it('agrees with statsmodels', () => {
  const adjusted = benjaminiHochberg(RAW);

  for (const [index, pValue] of ADJUSTED.entries()) expect(adjusted[index]).toBeCloseTo(pValue, 12);
});

it('keeps the order of its input and leaves missing tests out of the count', () => {
  expect(benjaminiHochberg([0.04, null, 0.01])).toEqual([0.04, null, 0.02]);
});

it.each([-0.1, 1.1, Number.NaN])('rejects a p-value of %p', (pValue) => {
  expect(() => benjaminiHochberg([pValue])).toThrow(RangeError);
});

it('widens intervals by the share of tests that are rejected, at least as if it were one', () => {
  // Benjamini & Yekutieli: 1 - R q / m.
  expect(falseCoverageConfidence([0.02, 0.04, 0.3, null], 0.95)).toBeCloseTo(1 - (2 * 0.05) / 3, 14);
  expect(falseCoverageConfidence([0.2, 0.4], 0.9)).toBeCloseTo(0.95, 14);
  expect(falseCoverageConfidence([0.01], 0.95)).toBeCloseTo(0.95, 14);
  expect(falseCoverageConfidence([null], 0.95)).toBeCloseTo(0.95, 14);
});
