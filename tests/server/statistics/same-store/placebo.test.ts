import { describe, expect, it } from '@jest/globals';
import { type Arm, type EstimandName, placebo } from '../../../../server/statistics/index.js';
import { CTR } from './store-cases.js';

const SETTINGS = { ...CTR, estimand: 'logRatio', headline: 0.1, seed: 7 } as const;

/** Items whose click counts differ by a fixed pattern. */
const items = (count: number, spread: number): Arm[] =>
  Array.from({ length: count }, (_, i) => ({ numerator: 50 + spread * ((i * 7) % 5), denominator: 1000 }));

it('is the same for the same seed and another for another', () => {
  const stores = [items(9, 8), items(12, 5)];

  expect(placebo(stores, SETTINGS)).toEqual(placebo(stores, SETTINGS));
  expect(placebo(stores, SETTINGS).standardDeviation).not.toBe(
    placebo(stores, { ...SETTINGS, seed: 8 }).standardDeviation,
  );
});

it('does not change the items it was given', () => {
  const stores = [items(9, 8)];

  placebo(stores, SETTINGS);

  expect(stores).toEqual([items(9, 8)]);
});

it('knows both splits of two items: ratios 1.5 and 1/1.5, half of the time each', () => {
  const two = [
    { numerator: 30, denominator: 100 },
    { numerator: 20, denominator: 100 },
  ];

  const { lower, upper, shareBeyond, splits, stores, standardDeviation } = placebo([two], {
    ...SETTINGS,
    headline: 0.4,
  });

  expect(lower).toBeCloseTo(-1 / 3, 12);
  expect(upper).toBeCloseTo(0.5, 12);
  // A fair coin tossed 200 times: 100 +- 4 standard deviations of 7.1.
  expect(shareBeyond! * 200).toBeGreaterThan(71);
  expect(shareBeyond! * 200).toBeLessThan(129);
  expect(standardDeviation).toBeCloseTo((0.5 + 1 / 3) / 2, 1);
  expect({ splits, stores }).toEqual({ splits: 200, stores: 1 });
});

it('finds no lift at all where all items are alike', () => {
  expect(placebo([items(9, 0), items(4, 0)], SETTINGS)).toMatchObject({ lower: 0, upper: 0, shareBeyond: 0 });
});

it('has the spread that the choice of items alone makes', () => {
  // Half-splits of m items with rates of relative variance c2 (divisor m - 1): Var(ln ratio) = 4 c2 / m.
  const rates = items(24, 10).map(({ numerator }) => numerator);
  const mean = rates.reduce((sum, rate) => sum + rate, 0) / 24;
  const c2 = rates.reduce((sum, rate) => sum + (rate / mean - 1) ** 2, 0) / 23;
  const stores = Array.from({ length: 30 }, () => items(24, 10));

  const { standardDeviation } = placebo(stores, SETTINGS);

  expect(standardDeviation! / Math.sqrt((4 * c2) / 24 / 30)).toBeGreaterThan(0.85);
  expect(standardDeviation! / Math.sqrt((4 * c2) / 24 / 30)).toBeLessThan(1.15);
});

it.each<EstimandName>([
  'averageRates',
  'equalWeight',
  'logRatio',
  'biasCorrected',
  'trafficWeighted',
  'randomEffects',
])('uses the headline estimand %s', (estimand) => {
  const { lower, upper } = placebo([items(9, 8), items(12, 5), items(7, 9)], { ...SETTINGS, estimand });

  expect(lower).toBeLessThan(0);
  expect(upper).toBeGreaterThan(0);
});

describe('what cannot be computed is null with a reason', () => {
  it('where no store has two human items', () => {
    expect(placebo([items(1, 0), []], SETTINGS)).toEqual({
      standardDeviation: null,
      lower: null,
      upper: null,
      shareBeyond: null,
      splits: 0,
      stores: 0,
      reason: 'No store has two human-designed items to compare.',
    });
  });

  it('where no half has a click', () => {
    const silent = [
      { numerator: 0, denominator: 100 },
      { numerator: 0, denominator: 100 },
    ];

    expect(placebo([silent], SETTINGS)).toMatchObject({
      lower: null,
      stores: 1,
      reason: expect.stringContaining('half'),
    });
  });

  it('where there is no headline: the spread stands, the share does not', () => {
    const { standardDeviation, shareBeyond, reason } = placebo([items(9, 8)], {
      ...SETTINGS,
      headline: null,
    });

    expect(standardDeviation).not.toBeNull();
    expect({ shareBeyond, reason }).toEqual({
      shareBeyond: null,
      reason: 'There is no headline to compare with.',
    });
  });
});

it.each([-1, 0.5, 2 ** 32, Number.NaN])('rejects a seed of %p', (seed) => {
  expect(() => placebo([items(3, 1)], { ...SETTINGS, seed })).toThrow(RangeError);
});
