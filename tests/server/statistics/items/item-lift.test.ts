import { describe, expect, it } from '@jest/globals';
import { type ItemBaseline, itemLift } from '../../../../server/statistics/index.js';

const SETTINGS = {
  confidence: 0.95,
  minimumDenominator: 0,
  words: { numerator: 'clicks', denominator: 'impressions', counted: 'clicks' },
};

/** Without the spread of items: the two binomial counts alone. */
const COUNTS_ALONE: ItemBaseline = {
  human: { numerator: 50, denominator: 1_000, items: null },
  pooled: { variance: 0, degreesOfFreedom: 0 },
};

/** `scipy.stats.contingency.relative_risk(30, 400, 50, 1000)` with its interval of 95 %. */
const RELATIVE_RISK = { value: 1.4999999999999998, lower: 0.9684435178730959, upper: 2.3233156693964654 };

describe('the lift of an item', () => {
  it('has the interval of the risk ratio of two counts (Katz), as scipy 1.17.1 relative_risk gives it', () => {
    const { value, lower, upper } = itemLift({ numerator: 30, denominator: 400 }, COUNTS_ALONE, SETTINGS);

    expect(value).toBeCloseTo(RELATIVE_RISK.value - 1, 12);
    expect(lower).toBeCloseTo(RELATIVE_RISK.lower - 1, 12);
    expect(upper).toBeCloseTo(RELATIVE_RISK.upper - 1, 12);
  });

  it('is less sure if human-designed items differ from each other', () => {
    const items = {
      count: 4,
      denominatorSquares: 250_000,
      denominatorCubes: 62_500_000,
      numeratorSquares: 700,
      products: 12_500,
    };
    const spread = {
      human: { ...COUNTS_ALONE.human, items },
      pooled: { variance: 0.04, degreesOfFreedom: 60 },
    };
    const item = { numerator: 30, denominator: 400 };

    const [sure, unsure] = [COUNTS_ALONE, spread].map((baseline) => itemLift(item, baseline, SETTINGS));

    expect(unsure!.value).toBe(sure!.value);
    expect(unsure!.standardError! ** 2 - sure!.standardError! ** 2).toBeCloseTo(0.04 / 4, 12);
    expect(unsure!.degreesOfFreedom).toBeGreaterThan(60); // only the human part of the variance is uncertain
  });

  it('does not depend on how many other AI items there are or how they do', () => {
    const { degreesOfFreedom, varianceFrom } = itemLift(
      { numerator: 3, denominator: 40 },
      COUNTS_ALONE,
      SETTINGS,
    );

    expect({ degreesOfFreedom, varianceFrom }).toEqual({ degreesOfFreedom: null, varianceFrom: 'COUNTS' });
  });

  it('is -100 % without an interval for an item without clicks', () => {
    expect(itemLift({ numerator: 0, denominator: 40 }, COUNTS_ALONE, SETTINGS)).toMatchObject({
      value: -1,
      lower: null,
      upper: null,
      reason: 'No interval: this item has no clicks.',
    });
  });

  it.each([
    [{ denominator: 0 }, {}, 'This item has no impressions.'],
    [
      {},
      { numerator: 0, denominator: 0 },
      'No baseline: human-designed items of this store have no impressions.',
    ],
    [{}, { numerator: 0 }, 'No baseline: human-designed items of this store have no clicks.'],
    [
      {},
      { numerator: 5, denominator: 60 },
      'No baseline: human-designed items of this store have fewer than 100 impressions, the minimum traffic.',
    ],
  ])('is null with a reason: item %j, human %j', (item, human, reason) => {
    const baseline = { ...COUNTS_ALONE, human: { ...COUNTS_ALONE.human, ...human } };
    const counts = { numerator: 0, denominator: 20, ...item };

    const lift = itemLift(counts, baseline, { ...SETTINGS, minimumDenominator: 100 });

    expect(lift).toMatchObject({ value: null, lower: null, upper: null, pValue: null, reason });
  });

  it('stays finite where an item has more clicks than impressions, or only clicks', () => {
    for (const numerator of [20, 25]) {
      const { lower, upper } = itemLift({ numerator, denominator: 20 }, COUNTS_ALONE, SETTINGS);

      expect(lower).toBeGreaterThan(0);
      expect(Number.isFinite(upper)).toBe(true);
    }
  });

  it('refuses counts that are no counts', () => {
    expect(() => itemLift({ numerator: -1, denominator: 20 }, COUNTS_ALONE, SETTINGS)).toThrow(RangeError);
  });
});
