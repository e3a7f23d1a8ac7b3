import { describe, expect, it } from '@jest/globals';
import type { Estimate } from '../../../../server/statistics/estimate.js';
import { sameStoreLift } from '../../../../server/statistics/index.js';
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

  it('are those of the traffic-weighted ratio, jackknife beside it', () => {
    const { stores, expected } = referenceCase('store_pooled_ratio_clustered');

    const { trafficWeighted } = sameStoreLift(stores, CTR);

    expectEstimate(trafficWeighted, [expected.effect, ...expected.ci, expected.std_error, expected.p_value]);
    expectClose(trafficWeighted.jackknifeStandardError, expected.jackknife_std_error);
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
    const lift = sameStoreLift([store([5, 100], [0, 100])], CTR);

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

  it('with one store: the value, but no interval', () => {
    const lift = sameStoreLift([store([6, 100], [5, 100])], CTR);

    for (const { value, lower, standardError, pValue, stores, reason } of estimates(lift)) {
      expect(value).not.toBeNull();
      expect({ lower, standardError, pValue, stores }).toEqual({
        lower: null,
        standardError: null,
        pValue: null,
        stores: 1,
      });
      expect(reason).toMatch(/at least two/);
    }
    expect(lift.randomEffects.tau2).toBeNull();
    expect(lift.trafficWeighted.jackknifeStandardError).toBeNull();
  });

  it('with two stores: an interval, but no prediction for the next store', () => {
    const { randomEffects } = sameStoreLift([store([6, 100], [5, 100]), store([9, 100], [5, 100])], CTR);

    expect(randomEffects.lower).not.toBeNull();
    expect(randomEffects).toMatchObject({
      predictionLower: null,
      predictionUpper: null,
      predictionReason: 'A prediction for the next store needs at least three stores.',
    });
  });

  it('with stores that are all alike: zero spread is not certainty', () => {
    const alike = Array.from({ length: 7 }, (_, i) =>
      store([7 * (i + 1), 100 * (i + 1)], [3 * (i + 1), 70 * (i + 1)]),
    );
    const { biasCorrected: _, ...lift } = sameStoreLift(alike, CTR);

    for (const estimate of [lift.equalWeight, lift.logRatio, lift.trafficWeighted, lift.randomEffects])
      expect(estimate).toMatchObject({
        lower: null,
        pValue: null,
        reason: expect.stringContaining('same lift'),
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

  it('in a store whose rates are both 100 %', () => {
    const lift = sameStoreLift([store([5, 5], [7, 7]), store([5, 9], [4, 9]), store([5, 9], [3, 9])], CTR);

    expect(lift.stores[0]).toMatchObject({ value: 0, lower: null, reason: expect.stringContaining('100 %') });
    expect(lift.randomEffects.stores).toBe(2);
  });
});

it('leaves a store without AI clicks out of the log estimands only, and says so', () => {
  const stores = [store([0, 100], [5, 100]), store([6, 100], [5, 100]), store([9, 100], [5, 100])];

  const lift = sameStoreLift(stores, CTR);

  expect(estimates(lift).map((estimate) => estimate.stores)).toEqual([3, 2, 3, 3, 2]);
  expect(lift.logRatio.reason).toMatch(/^1 store is left out: AI-generated items have no clicks/);
  expect(lift.excluded).toEqual([]);
  expect(lift.stores[0]).toMatchObject({ value: -1, lower: null });
});

it('leaves more orders than clicks out of randomEffects and biasCorrected only, and says so', () => {
  const stores = [store([12, 10], [5, 10]), store([6, 100], [5, 100]), store([9, 100], [5, 100])];

  const lift = sameStoreLift(stores, { ...CTR, words: { numerator: 'orders', denominator: 'clicks' } });

  expect(estimates(lift).map((estimate) => estimate.stores)).toEqual([3, 3, 2, 3, 2]);
  expect(lift.randomEffects.reason).toBe('1 store is left out: more orders than clicks.');
  expect(lift.stores[0]).toMatchObject({ lower: null, reason: 'No interval: more orders than clicks.' });
});

describe('revenue per impression', () => {
  const amount = (numerator: number, denominator: number, sumOfSquares: number | null) => ({
    numerator,
    denominator,
    sumOfSquares,
  });

  it('has the relative variance sum a^2 / (sum a)^2 of each arm', () => {
    const ai = amount(10 + 20 + 30, 1000, 100 + 400 + 900);
    const human = amount(25 + 25, 1000, 625 + 625);

    const [lift] = sameStoreLift([{ ai, human }], CTR).stores;

    expect(lift!.standardError! ** 2).toBeCloseTo(1400 / 3600 + 0.5, 14);
  });

  it('has no per-store interval where squares were not kept', () => {
    const unknown = { ai: amount(60, 1000, null), human: amount(50, 1000, null) };
    const other = { ai: amount(70, 1000, null), human: amount(50, 1000, null) };

    const lift = sameStoreLift([unknown, other], {
      ...CTR,
      words: { numerator: 'revenue', denominator: 'impressions' },
    });

    expect(lift.equalWeight.lower).not.toBeNull();
    expect(lift.randomEffects).toMatchObject({
      value: null,
      reason: 'No store can be compared. 2 stores are left out: squares of revenue were not kept.',
    });
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

const estimates = ({
  equalWeight,
  logRatio,
  biasCorrected,
  trafficWeighted,
  randomEffects,
}: ReturnType<typeof sameStoreLift>) => [
  equalWeight,
  logRatio,
  biasCorrected,
  trafficWeighted,
  randomEffects,
];
