import { describe, expect, it } from '@jest/globals';
import type { Estimate } from '../../../../server/statistics/estimate.js';
import { sameStoreLift, verdict } from '../../../../server/statistics/index.js';
import { CTR, referenceCase, store } from './store-cases.js';

/** Largest relative difference that counts as equal to the reference. */
const TOLERANCE = 1e-10;

function expectClose(actual: number | null, expected: number) {
  expect(actual).not.toBeNull();
  expect(Math.abs(actual! / expected - 1)).toBeLessThan(TOLERANCE);
}

function expectEstimate(actual: Estimate, expected: readonly number[]) {
  [actual.value, actual.lower, actual.upper, actual.standardError, actual.pValue].forEach((value, index) => {
    if (expected[index] !== undefined) expectClose(value, expected[index]);
  });
}

describe('the numbers of SciPy', () => {
  it('are those of the equal-weight mean', () => {
    const { stores, expected } = referenceCase('store_mean_relative_improvement');

    const lift = sameStoreLift(stores, CTR);

    expectEstimate(lift.equalWeight, [expected.mean, ...expected.ci, expected.std_error, expected.p_value]);
    expect(lift.equalWeight).toMatchObject({ stores: 8, reason: null });
    lift.stores.forEach(({ value }, index) => {
      expectClose(value, expected.per_store[index]!);
    });
  });

  it('are those of the log ratio', () => {
    const { stores, expected } = referenceCase('store_mean_log_ratio');

    const { logRatio } = sameStoreLift(stores, CTR);

    expectEstimate(logRatio, [expected.effect, ...expected.ci, expected.std_error_log, expected.p_value]);
  });

  it('are those of the bias-corrected mean', () => {
    const { stores, expected } = referenceCase('store_bias_corrected');

    const { biasCorrected } = sameStoreLift(stores, CTR);

    expectEstimate(biasCorrected, [expected.mean, ...expected.ci, expected.std_error, expected.p_value]);
  });

  it('are those of the random-effects model', () => {
    const { stores, expected } = referenceCase('store_random_effects_log');

    const lift = sameStoreLift(stores, CTR);
    const { randomEffects } = lift;

    expectEstimate(randomEffects, [expected.effect, ...expected.ci_hksj, expected.hksj_std_error]);
    expectClose(randomEffects.tau2, expected.tau2);
    expectClose(randomEffects.q, expected.Q);
    expectClose(randomEffects.qPValue, expected.Q_p_value);
    expectClose(randomEffects.iSquared, expected.I2);
    expectClose(randomEffects.predictionLower, expected.prediction_interval[0]);
    expectClose(randomEffects.predictionUpper, expected.prediction_interval[1]);
    lift.stores.forEach(({ standardError }, index) => {
      expectClose(standardError! ** 2, expected.within_var_log[index]!);
    });
  });

  it('are those of the edge cases: -100 % is a lift, a missing baseline is not', () => {
    const { names, stores, expected } = referenceCase('store_paired_edge_cases');

    const lift = sameStoreLift(stores, CTR);

    expect(lift.stores.map(({ value }) => value)).toEqual(expected.per_store);
    expect(lift.excluded.map(({ index }) => names[index])).toEqual(expected.excluded);
  });
});

it('says why a store is excluded, in the words of the metric', () => {
  const { excluded } = sameStoreLift(
    [store([0, 0], [5, 100]), store([5, 100], [0, 0]), store([5, 100], [0, 100]), store([5, 49], [5, 100])],
    { ...CTR, minimumDenominator: 50 },
  );

  expect(excluded).toEqual([
    { index: 0, reason: 'AI-generated items have no impressions.' },
    { index: 1, reason: 'Human-designed items have no impressions.' },
    { index: 2, reason: 'Human-designed items have no clicks, so that there is no baseline.' },
    { index: 3, reason: 'Fewer than 50 impressions in an arm, the minimum traffic.' },
  ]);
});

it('gives a store its z interval on the log scale: exp(ln 1.5 +- 1.96 sqrt(0.98/20 + 0.98/30)) - 1', () => {
  const [lift] = sameStoreLift([store([30, 1500], [20, 1500])], CTR).stores;

  expect(lift!.value).toBeCloseTo(0.5, 12);
  const halfWidth = 1.959963984540054 * Math.sqrt(0.98 / 30 + (1 - 20 / 1500) / 20);
  expect(lift!.lower).toBeCloseTo(1.5 * Math.exp(-halfWidth) - 1, 12);
  expect(lift!.upper).toBeCloseTo(1.5 * Math.exp(halfWidth) - 1, 12);
});

describe('what cannot be computed is null with a reason', () => {
  it('without any store', () => {
    const lift = sameStoreLift([store([5, 100], [0, 0])], CTR);

    for (const estimate of estimates(lift))
      expect(estimate).toMatchObject({
        value: null,
        lower: null,
        pValue: null,
        stores: 0,
        reason: expect.stringContaining('No store'),
      });
    expect(lift.randomEffects).toMatchObject({ tau2: null, q: null, predictionLower: null });
  });

  it('with one store: its own interval, and says that it is', () => {
    const lift = sameStoreLift([store([600, 10_000], [500, 10_000])], CTR);

    const [own] = lift.stores;
    for (const { lower, upper, standardError, stores, reason } of estimates(lift)) {
      expect({ lower, upper, standardError, stores }).toEqual({
        lower: own!.lower,
        upper: own!.upper,
        standardError: null,
        stores: 1,
      });
      expect(reason).toMatch(
        /^One store: this is the store's own interval and says nothing about other stores\. No verdict: /,
      );
    }
    expect(lift.randomEffects.tau2).toBeNull();
    const fields = Object.keys(
      sameStoreLift([store([60, 99], [50, 99]), store([70, 99], [50, 99])], CTR).equalWeight,
    );
    expect(Object.keys(lift.equalWeight).sort()).toEqual(fields.sort());
  });

  it('with one store and few clicks: its own interval, since nothing is averaged, but no correction', () => {
    const lift = sameStoreLift([store([6, 100], [5, 100])], CTR);

    for (const name of ['averageRates', 'equalWeight', 'logRatio', 'randomEffects'] as const)
      expect(lift[name].lower).toBe(lift.stores[0]!.lower);
    expect(lift.biasCorrected).toMatchObject({
      value: null,
      reason:
        'No estimate: the store has traffic for fewer than 20 clicks of human-designed items, too few to correct a ratio.',
    });
  });

  it('with two stores: an interval, but no prediction for the next store', () => {
    const { randomEffects } = sameStoreLift(
      [store([60, 1000], [50, 1000]), store([90, 1000], [50, 1000])],
      CTR,
    );

    expect(randomEffects.lower).not.toBeNull();
    expect(randomEffects).toMatchObject({
      predictionLower: null,
      predictionUpper: null,
      predictionReason: 'A prediction for the next store needs at least three stores.',
    });
  });

  it('with stores that are all alike: the noise inside them decides how wide the interval is', () => {
    const alike = Array.from({ length: 7 }, () => store([300, 5000], [250, 5000]));

    for (const estimate of estimates(sameStoreLift(alike, CTR))) {
      expect(estimate).toMatchObject({
        standardError: expect.closeTo(0, 12),
        halfWidthFrom: 'WITHIN_STORES',
      });
      expect(estimate.upper! - estimate.lower!).toBeGreaterThan(0.1);
    }
  });

  it('with few clicks: values, but no interval of a mean of ratios', () => {
    const lift = sameStoreLift([store([6, 100], [5, 100]), store([9, 100], [5, 100])], CTR);

    const cause =
      'half of the stores have traffic for fewer than 20 clicks of AI-generated items and of human-designed items';
    expect(lift.equalWeight).toMatchObject({
      value: expect.closeTo(0.5, 12),
      lower: null,
      pValue: null,
      reason: `No interval or verdict: ${cause}. With so few, the value runs high.`,
    });
    for (const estimand of ['logRatio', 'randomEffects'] as const)
      expect(lift[estimand]).toMatchObject({
        ...{ value: null, stores: 2 },
        reason: `No estimate: ${cause}, too few to average log ratios.`,
      });
    expect(lift.averageRates.lower).not.toBeNull();
    expect(lift.trafficWeighted.lower).not.toBeNull();
  });

  it('where only the AI arm has few clicks: the correction for human ones stands', () => {
    const { equalWeight, biasCorrected } = sameStoreLift(
      [store([6, 100], [50, 1000]), store([9, 100], [50, 1000])],
      CTR,
    );

    expect(equalWeight).toMatchObject({
      lower: null,
      reason: expect.stringMatching(/20 clicks of AI-generated items\. With so few/),
    });
    expect(biasCorrected.lower).not.toBeNull();
  });

  it('where the correction is as large as the ratio', () => {
    const stores = Array.from({ length: 3 }, () => ({
      ...store([400, 10_000], [400, 10_000]),
      human: {
        numerator: 400,
        denominator: 10_000,
        // Two items, of which one has all clicks: (c - p n)^2 is 200^2 twice, doubled, over the 400^2 of C.
        items: {
          count: 2,
          denominatorSquares: 2 * 5000 ** 2,
          denominatorCubes: 2 * 5000 ** 3,
          numeratorSquares: 400 ** 2,
          products: 5000 * 400,
        },
      },
    }));

    const { biasCorrected } = sameStoreLift(stores, CTR);

    expect(biasCorrected).toMatchObject({
      value: null,
      reason: 'No estimate: the correction is as large as the ratio that it corrects.',
    });
  });

  it('where deleting a store leaves an arm without clicks', () => {
    const { averageRates, trafficWeighted } = sameStoreLift(
      [store([30, 500], [50, 1000]), store([0, 500], [60, 1000]), store([0, 500], [40, 1000])],
      CTR,
    );

    for (const estimate of [averageRates, trafficWeighted])
      expect(estimate).toMatchObject({
        value: null,
        lower: null,
        stores: 3,
        reason:
          'Only one store has clicks of AI-generated items: without it there is no ratio, so that stores cannot be compared.',
      });
  });

  it('where human-designed items have no clicks at all', () => {
    const { averageRates } = sameStoreLift([store([9, 100], [0, 100]), store([5, 100], [0, 100])], CTR);

    expect(averageRates).toMatchObject({
      value: null,
      effectiveStores: null,
      reason: 'Human-designed items have no clicks in any store, so that there is no baseline.',
    });
  });

  it('where no store sold a single AI item: -100 %, no interval, no log ratio', () => {
    const lift = sameStoreLift([store([0, 100], [5, 100]), store([0, 900], [20, 100])], CTR);

    expect(lift.equalWeight).toMatchObject({ value: -1, lower: null, stores: 2 });
    expect(lift.trafficWeighted).toMatchObject({ value: -1, lower: null, stores: 2 });
    expect(lift.logRatio).toMatchObject({
      value: null,
      stores: 0,
      reason:
        'No store can be compared. 2 stores are left out: AI-generated items have no clicks, so that the log ratio is infinite.',
    });
  });

  it('does not take rates of 100 % for certain', () => {
    const lift = sameStoreLift([store([5, 5], [7, 7]), store([5, 9], [4, 9]), store([5, 9], [3, 9])], CTR);

    expect(lift.stores[0]).toMatchObject({ value: 0, varianceFrom: 'COUNTS' });
    expect(lift.stores[0]!.lower).toBeLessThan(0);
    expect(lift.randomEffects.stores).toBe(3);
  });
});

it('leaves a store without AI clicks out of the log estimands only, and says so', () => {
  const stores = [store([0, 1000], [50, 1000]), store([60, 1000], [50, 1000]), store([90, 1000], [50, 1000])];

  const lift = sameStoreLift(stores, CTR);

  expect(estimates(lift).map((estimate) => estimate.stores)).toEqual([3, 3, 2, 3, 3, 2]);
  expect(lift.logRatio.reason).toMatch(/^1 store is left out: AI-generated items have no clicks/);
  expect(lift.logRatio.excluded).toEqual([
    { index: 0, reason: 'AI-generated items have no clicks, so that the log ratio is infinite.' },
  ]);
  expect(lift.excluded).toEqual([]);
  expect(lift.stores[0]).toMatchObject({ value: -1, lower: null });
});

it('compares average rates also of stores without human clicks, but not of those that expect none', () => {
  const stores = [
    store([60, 1000], [50, 1000]),
    store([70, 1000], [60, 1000]),
    store([40, 1000], [0, 500]),
    store([1, 15], [0, 12]),
    store([0, 0], [5, 100]),
  ];

  const lift = sameStoreLift(stores, CTR);

  expect(lift.averageRates.stores).toBe(3);
  expect(lift.averageRates.excluded).toEqual([
    { index: 3, reason: 'Too few impressions in an arm to expect any clicks.' },
    { index: 4, reason: 'AI-generated items have no impressions.' },
  ]);
  expect(lift.averageRates.reason).toBe(
    '1 store is left out: too few impressions in an arm to expect any clicks.',
  );
  expect(lift.trafficWeighted.stores).toBe(4);
  expect(lift.equalWeight.excluded.map(({ index }) => index)).toEqual([2, 3, 4]);
});

it('leaves more orders than clicks out of randomEffects and biasCorrected only, and says so', () => {
  const stores = [store([120, 100], [50, 100]), store([60, 100], [50, 100]), store([90, 100], [50, 100])];

  const lift = sameStoreLift(stores, {
    ...CTR,
    words: { numerator: 'orders', denominator: 'clicks', counted: 'orders' },
  });

  expect(estimates(lift).map((estimate) => estimate.stores)).toEqual([3, 3, 3, 2, 3, 2]);
  expect(lift.randomEffects.reason).toBe('1 store is left out: more orders than clicks.');
  // Counts beyond the chances have the variance of Poisson: 1 / 120 + (1 - 0.5) / 50.
  expect(lift.stores[0]!.standardError! ** 2).toBeCloseTo(1 / 120 + 0.01, 14);
});

describe('revenue per impression', () => {
  const words = { numerator: 'revenue', denominator: 'impressions', counted: 'orders' };
  const amount = (numerator: number, denominator: number, sumOfSquares: number | null, amounts = 25) => ({
    ...{ numerator, denominator, sumOfSquares, amounts },
  });

  it('has the relative variance sum a^2 / (sum a)^2 of each arm', () => {
    const ai = amount(10 + 20 + 30, 1000, 100 + 400 + 900);
    const human = amount(25 + 25, 1000, 625 + 625);

    const [lift] = sameStoreLift([{ ai, human }], CTR).stores;

    expect(lift!.standardError! ** 2).toBeCloseTo(1400 / 3600 + 0.5, 14);
  });

  it('counts orders, not money, where it asks how much a store expects', () => {
    const few = { ai: amount(60_000, 1000, 1e9, 3), human: amount(50_000, 1000, 1e9, 3) };

    const lift = sameStoreLift([few, few], { ...CTR, words });

    expect(lift.pooledRate).toBeCloseTo(0.003, 12);
    expect(lift.equalWeight.reason).toContain('fewer than 20 orders of');
  });

  it('has no interval where squares were not kept and items say nothing', () => {
    const unknown = { ai: amount(60, 1000, null), human: amount(50, 1000, null) };
    const other = { ai: amount(70, 1000, null), human: amount(50, 1000, null) };

    const lift = sameStoreLift([unknown, other], { ...CTR, words });

    expect(lift.averageRates).toMatchObject({
      value: expect.closeTo(0.3, 12),
      lower: null,
      reason:
        'No interval or verdict: the squares of the amounts were not kept, so that the noise inside the stores is unknown.',
    });
    expect(lift.randomEffects).toMatchObject({
      value: null,
      reason: 'No store can be compared. 2 stores are left out: squares of revenue were not kept.',
    });
  });

  it('takes the noise from the items where squares were not kept', () => {
    const items = { count: 4, denominatorSquares: 4 * 250 ** 2, denominatorCubes: 4 * 250 ** 3 };
    const spread = { ...items, numeratorSquares: 4 * 15 ** 2 + 100, products: 250 * 60 };
    const arms = { ai: { ...amount(60, 1000, null), items: spread }, human: amount(50, 1000, 200) };

    const { averageRates } = sameStoreLift([arms, arms], { ...CTR, words });

    // cl / p^2 of the AI arm is 4/3 100 / 60^2; both arms once in each of two stores.
    expect(averageRates.withinStandardError! ** 2).toBeCloseTo(((4 / 3) * (100 / 3600) + 200 / 2500) / 2, 12);
  });

  it('does not take an arm without any amount for certain: half an amount of the other arm', () => {
    const silent = { ai: amount(0, 1000, 0, 0), human: amount(50, 1000, 200, 20) };
    const other = { ai: amount(60, 1000, 300, 25), human: amount(50, 1000, 200, 20) };

    const { equalWeight } = sameStoreLift([silent, other, other], { ...CTR, words });

    const ratio = 60 / 50;
    const ofOther = (300 + ratio ** 2 * 200) / 50 ** 2;
    const ofSilent = (0.5 * 200) / 20 / 50 ** 2;
    expect(equalWeight.withinStandardError! ** 2).toBeCloseTo((2 * ofOther + ofSilent) / 9, 12);
  });
});

describe('how much items differ', () => {
  /** Of two items with the same impressions, which have these clicks. */
  const twoItems = (first: number, second: number, impressions: number) => ({
    numerator: first + second,
    denominator: 2 * impressions,
    items: {
      ...{ count: 2, denominatorSquares: 2 * impressions ** 2, denominatorCubes: 2 * impressions ** 3 },
      ...{ numeratorSquares: first ** 2 + second ** 2, products: (first + second) * impressions },
    },
  });
  const UNKNOWN = 'the split of clicks over AI-generated items is too uneven to tell how much items differ';

  // The numbers around 530 leave a rounding error in place of zero, to divide by.
  it.each([
    [500, 500, 500],
    [530, 531, 537],
  ])('is unknown if one of two items has all %j clicks of AI-generated items', (...clicks) => {
    const stores = clicks.map((all) => ({ ai: twoItems(all, 0, 901), human: twoItems(200, 240, 997) }));

    const lift = sameStoreLift(stores, CTR);

    expect(lift.pooledItemVariance.ai).toEqual({ variance: null, degreesOfFreedom: 3 });
    expect(lift.pooledItemVariance.human.variance).toBeGreaterThan(0);
    for (const line of lift.stores)
      expect(line).toMatchObject({
        ...{ lower: null, upper: null, pValue: null, standardError: null, varianceFrom: null },
        reason: `No interval: ${UNKNOWN}.`,
        ...{ shrunkLift: null, shrunkLiftReason: `No interval: ${UNKNOWN}.` },
      });
    expect(lift.stores[0]!.value).toBeCloseTo(clicks[0]! / 1802 / (440 / 1994) - 1, 12);
    const nothing = { value: null, lower: null, pValue: null, tau2: null, predictionLower: null, stores: 3 };
    expect(lift.randomEffects).toMatchObject({ ...nothing, reason: `No estimate: ${UNKNOWN}.` });
    // Those that take the spread of items from each store itself do not need it.
    for (const { lower } of [lift.averageRates, lift.trafficWeighted, lift.logRatio])
      expect(lower).not.toBeNull();
  });

  it('is known if one more store shows it', () => {
    const lopsided = { ai: twoItems(500, 0, 901), human: twoItems(200, 240, 997) };
    const usual = { ai: twoItems(220, 280, 901), human: twoItems(200, 240, 997) };

    const lift = sameStoreLift([lopsided, usual], CTR);

    expect(lift.pooledItemVariance.ai.variance).toBeGreaterThan(0);
    for (const { lower, pValue } of lift.stores) expect([lower, pValue]).not.toContain(null);
  });

  it('leaves a store without a verdict if no store has two items of either origin', () => {
    const stores = [store([300, 1000], [100, 1000]), store([290, 1000], [100, 1000])];

    const [line] = sameStoreLift(stores, CTR).stores;

    expect(line!.lower).toBeGreaterThan(0);
    expect(line).toMatchObject({
      ...{ varianceFrom: 'COUNTS', pValue: null },
      reason:
        'No verdict: how much items differ is unknown until a store has two AI-generated and two human-designed ones, with counts. The interval comes from counts alone, and is too narrow if items differ.',
    });
    expect(verdict(line!)).toBe('NOT_COMPUTED');
  });

  it('leaves a store without a verdict if no store has two items of one origin, and says which', () => {
    const [one] = [store([300, 1000], [100, 1000])];
    const stores = [{ ...one!, human: twoItems(40, 60, 500) }];

    const [line] = sameStoreLift(stores, CTR).stores;

    expect(line).toMatchObject({
      ...{ varianceFrom: 'POOLED_ITEMS_OF_ONE_ARM', pValue: null, lower: expect.any(Number) },
      reason:
        'No verdict: how much AI-generated items differ is unknown until a store has two of them, with counts. Of these, the interval allows for counts alone, and is too narrow if they differ.',
    });
  });

  it('leaves the answer of a single store without a verdict as well', () => {
    const { averageRates } = sameStoreLift([store([300, 1000], [100, 1000])], CTR);

    expect(averageRates.lower).toBeGreaterThan(0);
    expect(averageRates.pValue).toBeNull();
    expect(averageRates.reason).toMatch(
      /^One store: .* says nothing about other stores\. No verdict: how much items/,
    );
    expect(verdict(averageRates)).toBe('NOT_COMPUTED');
  });
});

it.each([0, 1, -0.5, Number.NaN])('rejects a confidence of %p', (confidence) => {
  expect(() => sameStoreLift([], { ...CTR, confidence })).toThrow(RangeError);
});

it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('rejects a total of %p', (total) => {
  expect(() => sameStoreLift([store([total, 100], [1, 100])], CTR)).toThrow(RangeError);
  expect(() => sameStoreLift([store([1, 100], [1, total])], CTR)).toThrow(RangeError);
  expect(() => sameStoreLift([], { ...CTR, minimumDenominator: total })).toThrow(RangeError);
});

const estimates = (lift: ReturnType<typeof sameStoreLift>) => [
  lift.averageRates,
  lift.equalWeight,
  lift.logRatio,
  lift.biasCorrected,
  lift.trafficWeighted,
  lift.randomEffects,
];
