import { describe, expect, it } from '@jest/globals';
import type { LiftBreakdown } from '../../../../dashboard/generated/graphql.js';
import { attributeNames, breakdownOf, sliceName } from '../../../../dashboard/lift/breakdown/breakdowns.js';
import { sliceFilters } from '../../../../dashboard/lift/breakdown/slice-filters.js';
import { agreementWords, toEstimandRows } from '../../../../dashboard/lift/sections/estimands.js';
import { heterogeneityWords } from '../../../../dashboard/lift/sections/heterogeneity-words.js';
import { toTrendPoints, trendScale } from '../../../../dashboard/lift/sections/trend-points.js';
import { sharedReason } from '../../../../dashboard/lift/shared-reason.js';

const estimate = (value: number, half: number) => ({
  __typename: 'LiftEstimate' as const,
  value,
  lower: value - half,
  upper: value + half,
  standardError: half / 2,
  withinStandardError: half / 3,
  halfWidthFrom: 'BETWEEN_STORES' as const,
  pValue: 0.5,
  stores: 8,
  reason: null,
  caveat: 'Mind this.',
  warnings: [],
});

// The eight-store table whose answers differ: +10.7%, +9.1%, +14.5%, +14.2%; its own intervals.
const report = {
  headlineEstimand: 'TRAFFIC_WEIGHTED' as const,
  equalWeight: { ...estimate(0.091, 0), lower: -0.065, upper: 0.246 },
  logRatio: { ...estimate(0.08, 0), lower: -0.07, upper: 0.25 },
  biasCorrected: { ...estimate(0.0877, 0), lower: -0.0681, upper: 0.2434 },
  averageRates: { ...estimate(0.107, 0), lower: -0.031, upper: 0.266, effectiveStores: 7.7 },
  trafficWeighted: { ...estimate(0.145, 0), lower: 0.055, upper: 0.244, effectiveStores: 4.6 },
  randomEffects: {
    ...estimate(0.142, 0),
    lower: 0.048,
    upper: 0.244,
    tau2: 0.003,
    iSquared: 0.4,
    q: 11,
    qPValue: 0.1,
    predictionLower: -0.034,
    predictionUpper: 0.349,
    predictionReason: null,
  },
};

describe('the estimands side by side', () => {
  it('begin with the one that was chosen beforehand', () => {
    const rows = toEstimandRows(report);

    expect(rows[0]).toMatchObject({ estimand: 'TRAFFIC_WEIGHTED', isHeadline: true });
    expect(rows.filter(({ isHeadline }) => isHeadline)).toHaveLength(1);
  });

  it('disagree where some leave out zero and some do not', () => {
    expect(agreementWords(toEstimandRows(report))).toMatch(/do not all agree/);
    expect(agreementWords(toEstimandRows(report).filter(({ lower }) => lower! > 0))).toMatch(/same side/);
    expect(agreementWords(toEstimandRows(report).filter(({ lower }) => lower! < 0))).toMatch(
      /^Every interval includes zero/,
    );
  });

  it('are not said to agree where fewer than two could be computed', () => {
    const nothing = { lower: null, upper: null, pValue: null };

    expect(agreementWords([nothing, nothing])).toBeNull();
    expect(agreementWords([{ lower: 0.1, upper: 0.2, pValue: 0.01 }, nothing])).toBeNull();
  });
});

describe('the reason why no estimand has a value', () => {
  const nothing = { value: null, reason: 'Revenue is unknown' };

  it('is said once where they share it', () => {
    expect(sharedReason([nothing, nothing])).toBe('Revenue is unknown');
    expect(sharedReason([nothing, { ...nothing, reason: 'No store can be compared' }])).toBeNull();
    expect(sharedReason([nothing, { value: 0, reason: null }])).toBeNull();
    expect(sharedReason([])).toBeNull();
  });
});

describe('heterogeneity in words', () => {
  const question = { metric: 'CTR', confidence: 0.95, itemsAreKnown: true } as const;
  const effects = { ...report.randomEffects, qPValue: 0.01 };

  it('says that stores truly differ only if the test does, whatever share the scatter shows', () => {
    expect(heterogeneityWords(effects, question)).toMatch(
      /^Stores truly differ \(p 0.010\): about 40% of the scatter is not chance\./,
    );
    expect(heterogeneityWords({ ...effects, iSquared: 0.7, qPValue: 0.06 }, question)).toMatch(
      /^No evidence that stores truly differ \(p 0.060\)/,
    );
  });

  it('cannot tell stores from items if no store has several of both origins', () => {
    expect(heterogeneityWords(effects, { ...question, itemsAreKnown: false })).toMatch(
      /^Stores scatter more than their counts explain \(p 0.010\), but no store has several items/,
    );
  });

  it('says what the next store can expect', () => {
    expect(heterogeneityWords(effects, question)).toMatch(
      /A new store would likely fall between −3.4% and \+34.9%: the mean says little about a single store\.$/,
    );
    const higher = { ...effects, predictionLower: 0.1 };
    expect(heterogeneityWords(higher, question)).toMatch(/can be expected to do better there too\.$/);
    expect(heterogeneityWords(higher, { ...question, metric: 'RETURN_RATE' })).toMatch(
      /can be expected to do worse there too\.$/,
    );
  });

  it('says nothing of the next store without a prediction', () => {
    const none = { iSquared: 0, qPValue: 0.8, predictionLower: null, predictionUpper: null };

    expect(heterogeneityWords(none, question)).toBe(
      'No evidence that stores truly differ (p 0.800): the scatter can be chance.',
    );
  });
});

describe('the trend', () => {
  it('keeps a week that cannot be computed as a gap, with its reason', () => {
    const reason = 'No store has traffic in both arms';
    const [gap] = toTrendPoints(
      [
        {
          startsOn: '2026-01-05',
          endsOn: '2026-01-12',
          estimate: { value: null, lower: null, upper: null, stores: 0, reason, warnings: [] },
        },
      ],
      'WEEK',
    );

    expect(gap).toMatchObject({ lift: null, interval: null, reason });
  });

  it('has an axis that holds every interval', () => {
    const points = toTrendPoints(
      [{ startsOn: '2026-01-05', endsOn: '2026-01-12', estimate: estimate(0.2, 0.33) }],
      'WEEK',
    );

    expect(trendScale(points).min).toBeLessThanOrEqual(-0.13);
    expect(trendScale(points).max).toBeGreaterThanOrEqual(0.53);
  });
});

it('names the points of a cumulative trend by their last day', () => {
  const period = { startsOn: '2026-01-05', endsOn: '2026-01-19', estimate: estimate(0.2, 0.33) };

  expect(toTrendPoints([period], 'CUMULATIVE')[0]?.day).toBe('2026-01-18');
  expect(toTrendPoints([period], 'DAY')[0]?.day).toBe('2026-01-05');
});

describe('a slice narrows the report', () => {
  const attributes = [{ name: 'tier', value: 'gold' }];
  const stores = [
    { id: 's1', attributes },
    { id: 's2', attributes: [] },
  ];
  const period = { from: '2026-01-10', through: null };
  const cut = (by: LiftBreakdown) => ({ by, attribute: 'tier', stores, period });

  it('to its category, price band or stores', () => {
    expect(sliceFilters(cut('CATEGORY'), 'dress')).toEqual({ categories: ['dress'] });
    expect(sliceFilters(cut('PRICE_BAND'), 'LOW')).toEqual({ priceBands: ['LOW'] });
    expect(sliceFilters(cut('STORE_ATTRIBUTE'), 'gold')).toEqual({ storeIds: ['s1'] });
  });

  it('to the days of its month that are in the period', () => {
    expect(sliceFilters(cut('MONTH'), '2026-01')).toEqual({ from: '2026-01-10', through: '2026-01-31' });
    expect(sliceFilters(cut('MONTH'), '2026-02')).toEqual({ from: '2026-02-01', through: '2026-02-28' });
  });

  it('not if it has no value, or more stores than an address holds', () => {
    const many = Array.from({ length: 51 }, (_, index) => ({ id: `s${index}`, attributes }));

    expect(sliceFilters(cut('CATEGORY'), null)).toBeNull();
    expect(sliceFilters({ ...cut('STORE_ATTRIBUTE'), stores: many }, 'gold')).toBeNull();
  });
});

describe('breakdowns', () => {
  it('offer every attribute that some store has', () => {
    const stores = [
      { attributes: [{ name: 'tier' }, { name: 'country' }] },
      { attributes: [{ name: 'tier' }] },
      { attributes: [] },
    ];

    expect(attributeNames(stores)).toEqual(['country', 'tier']);
  });

  it('are by category where the address asks for what is not possible', () => {
    expect(breakdownOf('STORE_ATTRIBUTE', [])).toBe('CATEGORY');
    expect(breakdownOf('constructor', ['tier'])).toBe('CATEGORY');
    expect(breakdownOf('MONTH', [])).toBe('MONTH');
  });

  it('name the slice of rows that state nothing', () => {
    expect(sliceName(null)).toBe('Not stated');
    expect(sliceName('LOW')).toBe('Low price');
  });
});
