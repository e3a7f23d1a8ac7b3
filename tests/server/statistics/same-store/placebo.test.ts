import { describe, expect, it } from '@jest/globals';
import { drawToFront, pcg32 } from '../../../../server/random/index.js';
import {
  type Arm,
  type EstimandName,
  type ItemSums,
  placebo,
  sameStoreAnswer,
} from '../../../../server/statistics/index.js';
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

/** The totals of some items, spelled out. */
function armOf(parts: readonly Arm[]): Arm {
  const shown = parts.filter(({ denominator }) => denominator > 0);
  const sum = (of: (arm: Arm) => number, among = parts) => among.reduce((total, arm) => total + of(arm), 0);
  const sums: ItemSums = {
    count: shown.length,
    denominatorSquares: sum(({ denominator: n }) => n * n, shown),
    denominatorCubes: sum(({ denominator: n }) => n * n * n, shown),
    numeratorSquares: sum(({ numerator: c }) => c * c, shown),
    products: sum(({ numerator: c, denominator: n }) => n * c, shown),
  };
  const isMoney = parts.some(({ amounts }) => amounts !== undefined);
  return {
    ...{ numerator: sum((arm) => arm.numerator), denominator: sum((arm) => arm.denominator), items: sums },
    ...(isMoney && { amounts: sum((arm) => arm.amounts!), sumOfSquares: sum((arm) => arm.sumOfSquares!) }),
  };
}

/** Whole answers to 200 splits, each drawn from the order that the one before left. */
function liftsOf(
  stores: readonly (readonly Arm[])[],
  { estimand, seed }: { estimand: EstimandName; seed: number },
) {
  const random = pcg32(seed);
  const orders = stores.map((store) => [...store]);
  return Array.from({ length: 200 }, () => {
    const split = orders.map((order) => {
      const half = Math.floor((order.length + random.below(2)) / 2);
      drawToFront(order, half, random.below);
      return { ai: armOf(order.slice(0, half)), human: armOf(order.slice(half)) };
    });
    return sameStoreAnswer(estimand, { stores: split, pool: split }, CTR).value;
  });
}

describe.each<EstimandName>([
  'averageRates',
  'equalWeight',
  'logRatio',
  'biasCorrected',
  'trafficWeighted',
  'randomEffects',
])('under %s', (estimand) => {
  const counts = [items(9, 8), [...items(12, 5), { numerator: 0, denominator: 0 }], items(7, 9)];
  const amounts = counts.map((store) =>
    store.map((item, n) => ({
      ...item,
      amounts: item.numerator,
      sumOfSquares: (2 + n) * item.numerator,
    })),
  );

  it.each([
    ['counts', counts],
    ['amounts', amounts],
  ])('is the spread of the whole answers to the same splits of %s', (_, stores) => {
    const lifts = liftsOf(stores, { estimand, seed: 7 }).filter((lift) => lift !== null);
    const mean = lifts.reduce((sum, lift) => sum + lift, 0) / lifts.length;
    const squares = lifts.reduce((sum, lift) => sum + (lift - mean) ** 2, 0);

    const spread = placebo(stores, { ...SETTINGS, estimand });

    expect(spread.splits).toBe(lifts.length);
    expect(spread.standardDeviation).toBeCloseTo(Math.sqrt(squares / (lifts.length - 1)), 12);
    expect(spread.shareBeyond! * lifts.length).toBeCloseTo(
      lifts.filter((lift) => Math.abs(lift) >= 0.1).length,
      9,
    );
  });
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
