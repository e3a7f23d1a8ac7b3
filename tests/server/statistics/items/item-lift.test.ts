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

describe('the lift of an item', () => {
  // SciPy 1.17.1: binomtest(c, n).proportion_ci(.95, 'exact') for the item, 0.0190 (and 0.01 of items, t with 60 degrees
  // of freedom) as relative variance of the human rate, combined as Zou & Donner do.
  it.each([
    [30, 400, -0.060738553944230826, 1.3151710916263766],
    [0, 40, -1, 1.3084615428280388],
  ])(
    'of %i of %i has the interval of an exact count over an estimated rate',
    (numerator, denominator, ...bounds) => {
      const { lower, upper } = itemLift({ numerator, denominator }, COUNTS_ALONE, SETTINGS);

      expect(lower).toBeCloseTo(bounds[0]!, 10);
      expect(upper).toBeCloseTo(bounds[1]!, 10);
    },
  );

  const items = {
    count: 4,
    denominatorSquares: 250_000,
    denominatorCubes: 62_500_000,
    numeratorSquares: 700,
    products: 12_500,
  };
  const SPREAD: ItemBaseline = {
    human: { ...COUNTS_ALONE.human, items },
    pooled: { variance: 0.04, degreesOfFreedom: 60 },
  };

  it.each([
    [30, 400, -0.10109605494114461, 1.426682906736135],
    [1, 1, -0.507785858388184, 27.11689716270662],
  ])(
    'of %i of %i is less sure if human-designed items differ from each other',
    (numerator, denominator, ...bounds) => {
      const { lower, upper } = itemLift({ numerator, denominator }, SPREAD, SETTINGS);

      expect(lower).toBeCloseTo(bounds[0]!, 10);
      expect(upper).toBeCloseTo(bounds[1]!, 9);
    },
  );

  it('has a p-value below 1 - confidence where its interval excludes zero, and nowhere else', () => {
    for (const numerator of [0, 1, 5, 12, 20, 28, 35, 60])
      for (const confidence of [0.8, 0.95, 0.999]) {
        const lift = itemLift({ numerator, denominator: 400 }, SPREAD, { ...SETTINGS, confidence });
        expect(lift.pValue! < 1 - confidence).toBe(lift.lower! > 0 || lift.upper! < 0);
      }
  });

  it('judges neither one count of one chance nor many chances without a count by luck', () => {
    const human = { numerator: 140, denominator: 1_000, items };
    const baseline = { human, pooled: { variance: 0, degreesOfFreedom: 60 } };

    expect(itemLift({ numerator: 1, denominator: 1 }, baseline, SETTINGS).lower).toBeLessThan(0);
    expect(itemLift({ numerator: 0, denominator: 5_001 }, baseline, SETTINGS).upper).toBeLessThan(-0.99);
  });

  it('gives no verdict where it is unknown how much human-designed items differ', () => {
    expect(itemLift({ numerator: 3, denominator: 40 }, COUNTS_ALONE, SETTINGS)).toMatchObject({
      pValue: null,
      varianceFrom: 'COUNTS',
      reason: expect.stringContaining('No verdict: how much human-designed items differ is unknown'),
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
