import { describe, expect, it } from '@jest/globals';
import { pcg32 } from '../../../../server/random/index.js';
import { NO_RATIOS, type RatioSums, ratioPrior, shrunkRatio } from '../../../../server/statistics/index.js';
import { BIRTHS, DEATHS } from './north-carolina.js';

interface Unit {
  readonly observed: number;
  readonly expected: number;
  /** As in the published cases, where expectations are known, if it is absent. */
  readonly expectedVariance?: number;
}

const sumsOf = (units: readonly Unit[]): RatioSums =>
  units.reduce<RatioSums>(
    (sums, { observed, expected, expectedVariance = 0 }) => ({
      count: sums.count + 1,
      observed: sums.observed + observed,
      expected: sums.expected + expected,
      squares: sums.squares + observed ** 2 / expected,
      blur: sums.blur + expected * expectedVariance,
    }),
    NO_RATIOS,
  );

const shrunk = (units: readonly Unit[]) => {
  const prior = ratioPrior(sumsOf(units))!;
  return units.map((unit) => shrunkRatio({ expectedVariance: 0, ...unit }, prior));
};

const COUNTIES = DEATHS.map((observed, index) => ({ observed, expected: BIRTHS[index]! }));

/** Counts around rates that differ threefold, of units that differ a hundredfold. */
const someUnits = (seed: number): Unit[] => {
  const random = pcg32(seed);
  return Array.from({ length: 40 }, () => {
    const expected = 1 + random.below(100);
    return { expected, observed: Math.round(expected * (0.5 + random.below(100) / 100)) };
  });
};

describe('the shrunk ratio', () => {
  it('is that of Empirical_Bayes of PySAL esda, to the digits that its test of sids2 has', () => {
    const published = [0.0016973, 0.0017054, 0.0017731, 0.0020129, 0.0035349];

    expect(
      shrunk(COUNTIES)
        .slice(0, 5)
        .map((rate) => Number(rate.toFixed(7))),
    ).toEqual(published);
  });

  it.each([1, 2, 3])('lies between the ratio of the unit and the mean of all, seed %i', (seed) => {
    const units = someUnits(seed);
    const { mean } = ratioPrior(sumsOf(units))!;

    for (const [index, value] of shrunk(units).entries()) {
      const own = units[index]!.observed / units[index]!.expected;
      expect(value).toBeGreaterThanOrEqual(Math.min(own, mean) - 1e-12);
      expect(value).toBeLessThanOrEqual(Math.max(own, mean) + 1e-12);
    }
  });

  it('does not depend on the order of the units', () => {
    const values = shrunk(COUNTIES);

    for (const [index, value] of shrunk([...COUNTIES].reverse())
      .reverse()
      .entries())
      expect(value).toBeCloseTo(values[index]!, 14);
  });

  it('moves toward the own ratio of a unit with more of the same', () => {
    const prior = { mean: 1, variance: 0.1 };
    const distances = [1, 10, 100, 1_000].map((expected) =>
      Math.abs(shrunkRatio({ observed: 2 * expected, expected, expectedVariance: 0 }, prior) - 2),
    );

    expect(distances).toEqual(distances.toSorted((a, b) => b - a));
    expect(distances.at(-1)).toBeLessThan(0.02);
  });

  it('is the mean for everyone where chance explains all differences', () => {
    const alike = [9, 10, 11].map((observed) => ({ observed, expected: 10 }));

    expect(ratioPrior(sumsOf(alike))).toEqual({ mean: 1, variance: 0 });
    expect(shrunk(alike)).toEqual([1, 1, 1]);
  });

  it('moves toward the mean the more the less its expectation is known', () => {
    const prior = { mean: 1, variance: 0.1 };
    const values = [0, 0.01, 0.1, 10].map((expectedVariance) =>
      shrunkRatio({ observed: 200, expected: 100, expectedVariance }, prior),
    );

    // By hand: 1 + 0.1 (2 - 1) / (0.1 + 1 / 100 + v).
    expect(values).toEqual([0.11, 0.12, 0.21, 10.11].map((noise) => expect.closeTo(1 + 0.1 / noise, 12)));
  });

  it('takes for chance what uncertain expectations make of the spread', () => {
    const units = [8, 12].map((observed) => ({ observed, expected: 10, expectedVariance: 0 }));
    const spread = (expectedVariance: number) =>
      ratioPrior(
        sumsOf(units.map((unit) => ({ ...unit, observed: 3 * unit.observed - 20, expectedVariance }))),
      )!;

    // Ratios .4 and 1.6 around 1: a spread of .36, of which counts make .1.
    expect(spread(0).variance).toBeCloseTo(0.26, 12);
    expect(spread(0.2).variance).toBeCloseTo(0.06, 12);
    expect(spread(0.3).variance).toBe(0);
  });

  it('is zero where nothing was observed, and there is none without a unit', () => {
    expect(shrunk([{ observed: 0, expected: 3 }])).toEqual([0]);
    expect(ratioPrior(NO_RATIOS)).toBeNull();
  });

  it.each([
    { ...NO_RATIOS, count: 1 },
    { ...NO_RATIOS, count: 1, observed: Number.NaN, expected: 1, squares: 1 },
    { ...NO_RATIOS, count: 1, observed: -1, expected: 1, squares: 1 },
  ])('refuses impossible sums: %j', (sums) => {
    expect(() => ratioPrior(sums)).toThrow(RangeError);
  });
});
