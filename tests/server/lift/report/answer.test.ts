import { describe, expect, it } from '@jest/globals';
import { Estimand, Workspace } from '../../../../server/catalog/index.js';
import type { LiftMetric } from '../../../../server/lift/lift-metric.js';
import { liftQuestion } from '../../../../server/lift/lift-question.js';
import { claimOf, placeboWarningOf, qualificationsOf } from '../../../../server/lift/report/answer.js';
import { liftReport, liftSlices } from '../../../../server/lift/report/lift-report.js';
import type { ArmSums, StoreTotals } from '../../../../server/lift/totals/arm-sums.js';
import { wholePool } from '../../../../server/lift/totals/pooled-totals.js';
import { ANALYST } from '../../../support/product/viewers.js';

type Counts = Readonly<Record<'impressions' | 'clicks' | 'orders' | 'returns', number>>;

/** One item an arm. */
const armOf = (counts: Counts, metric: LiftMetric, revenueMinor = 0): ArmSums => {
  const [c, n] =
    metric === 'RETURN_RATE' ? [counts.returns, counts.orders] : [counts.clicks, counts.impressions];
  return {
    ...counts,
    ordersWithoutAmount: 0,
    revenueMinor,
    revenueSquares: revenueMinor ** 2 / Math.max(counts.orders, 1),
    items: {
      count: 1,
      denominatorSquares: n ** 2,
      denominatorCubes: n ** 3,
      numeratorSquares: c ** 2,
      products: n * c,
    },
  };
};

interface StoreFacts {
  readonly name: string;
  readonly metric?: LiftMetric;
  readonly ai: Partial<Counts>;
  readonly human: Partial<Counts>;
  readonly slice?: string;
  readonly currency?: string;
}

const COUNTS: Counts = { impressions: 10_000, clicks: 500, orders: 100, returns: 20 };

const store = ({ name, metric = 'CTR', ai, human, slice, currency }: StoreFacts): StoreTotals => ({
  storeId: name,
  name,
  slice: slice ?? null,
  currencies: currency ? [currency] : [],
  suspiciousRows: { ai: [], human: [] },
  ai: armOf({ ...COUNTS, ...ai }, metric, currency ? 60_000 : 0),
  human: armOf({ ...COUNTS, ...human }, metric, currency ? 50_000 : 0),
});

const facts = { completeUntil: new Date(0), undatedRows: 0, priceBandEdges: [], placeboSeed: 1 };

function questionOf(metric: LiftMetric, headlineEstimand = Estimand.AVERAGE_RATES) {
  const workspace = Object.assign(new Workspace(), {
    ...{ id: 'w', timeZone: 'UTC', minimumTraffic: 0, simulated: false, hasFormerHeadline: false },
    headlineEstimand,
  });
  return liftQuestion({ viewer: ANALYST, workspace, now: new Date(0) }, { metric });
}

function answerOf(totals: readonly StoreTotals[], metric: LiftMetric, estimand?: Estimand) {
  const question = questionOf(metric, estimand);
  const report = liftReport(question, wholePool(totals), facts);
  return { ...report, claim: claimOf(report.estimates, question), question };
}

/** Twelve stores whose AI items have about a fifth more clicks. */
const higher = Array.from({ length: 12 }, (_, i) =>
  store({ name: `S${i}`, ai: { clicks: 590 + 3 * i }, human: { clicks: 500 + 2 * i } }),
);

describe('the answer in words', () => {
  it('says by how much, with its interval, and how stores are weighed', () => {
    expect(answerOf(higher, 'CTR').claim).toBe(
      "Across 12 stores, AI items' average click-through rate was 18.7% higher than human-designed items' (95% interval +14.8% to +22.7%). Every store's rate counts once; stores with higher human rates weigh more in the lift.",
    );
  });

  it('claims no difference if the interval includes zero', () => {
    const alike = [store({ name: 'Nord', ai: {}, human: {} }), store({ name: 'Süd', ai: {}, human: {} })];

    expect(answerOf(alike, 'CTR').claim).toMatch(
      /^Across 2 stores, AI items' average click-through rate was the same as human-designed items', but the 95% interval −8\.2% to \+8\.9% includes zero: no clear difference\./,
    );
  });

  it('says that fewer returns are better', () => {
    const fewer = Array.from({ length: 12 }, (_, i) =>
      store({ name: `S${i}`, metric: 'RETURN_RATE', ai: { returns: 8 + (i % 2) }, human: { returns: 20 } }),
    );

    expect(answerOf(fewer, 'RETURN_RATE').claim).toContain(
      "average return rate was 57.5% lower than human-designed items' (95% interval −65.8% to −47.2%). Lower is better: AI items do better.",
    );
  });

  it('says of one store that the interval is its own, and judges none by counts alone', () => {
    const { claim, verdict } = answerOf(higher.slice(0, 1), 'CTR');

    expect(claim).toBe(
      "In one store, AI items' average click-through rate was 18.0% higher than human-designed items' (95% interval +5.1% to +32.5%). One store: this is the store's own interval and says nothing about other stores. No verdict: how much items differ is unknown until a store has two AI-generated and two human-designed ones, with counts. The interval comes from counts alone, and is too narrow if items differ.",
    );
    expect(verdict).toBe('NOT_COMPUTED');
  });

  it('writes no lift of more than 100,000 %', () => {
    const lopsided = store({
      name: 'S',
      ai: { clicks: 9_000 },
      human: { clicks: 1, impressions: 10_000_000 },
    });

    expect(answerOf([lopsided], 'CTR').claim).toContain('over 100,000.0% higher');
  });

  it('warns of no effective stores if AI items were never clicked', () => {
    const never = higher.slice(0, 3).map((one) => ({ ...one, ai: { ...one.ai, clicks: 0 } }));

    expect(answerOf(never, 'CTR').headline).toMatchObject({ value: -1, effectiveStores: null, warnings: [] });
  });

  it('says of a value with few clicks that it runs high, and judges nothing by it', () => {
    const few = [4, 6, 8].map((clicks) =>
      store({ name: `S${clicks}`, ai: { impressions: 100, clicks }, human: { impressions: 100, clicks: 5 } }),
    );

    const { claim, verdict } = answerOf(few, 'CTR', Estimand.EQUAL_WEIGHT);

    expect(claim).toBe(
      "Across 3 stores, AI items' click-through rate was 20.0% higher than human-designed items'. No interval or verdict: half of the stores have traffic for fewer than 20 clicks of AI-generated items and of human-designed items. With so few, the value runs high.",
    );
    expect(verdict).toBe('NOT_COMPUTED');
  });

  it.each([
    [0.999, '99.9% interval'],
    [0.9999, '99.99% interval'],
  ])('writes a confidence of %f as %s', (confidence, words) => {
    const { estimates, question } = answerOf(higher, 'CTR');

    expect(claimOf(estimates, { ...question, settings: { ...question.settings, confidence } })).toContain(
      words,
    );
  });

  it('gives the reason if there is no value', () => {
    expect(answerOf([], 'CTR').claim).toBe('No store can be compared.');
  });
});

describe('what qualifies an answer', () => {
  const qualified = (totals: readonly StoreTotals[], placeboWarning: string | null = null) => {
    const { estimates, question } = answerOf(totals, 'CTR');
    return qualificationsOf(estimates, question, placeboWarning);
  };

  it('is nothing if many stores agree', () => {
    expect(qualified(higher)).toEqual([]);
  });

  it('is that there are few stores, if these count alike', () => {
    expect(qualified(higher.slice(0, 3))).toEqual(['Only 3 stores carry this answer.']);
  });

  it('is the interval that allows for few of the stores deciding, and that it includes zero', () => {
    const small = (i: number, clicks: number) =>
      store({ name: `T${i}`, ai: { clicks }, human: { clicks: 500 } });
    const large = store({ name: 'L', ai: { clicks: 1_700 }, human: { clicks: 1_500 } });
    const stores = (gain: number) => [large, ...[-2, -1, 0, 1, 2].map((i) => small(i, 500 + gain + 60 * i))];

    expect(answerOf(stores(60), 'CTR').verdict).toBe('HIGHER');
    expect(qualified(stores(60)).at(-1)).toBe(
      'Few stores carry most of this answer: the 6 tell as much as 4.5 that count alike. Allowing for that, the interval widens to −1.1% to +28.0%. It includes zero, so the difference is not certain.',
    );
    expect(qualified(stores(80)).at(-1)).toBe(
      'Few stores carry most of this answer: the 6 tell as much as 4.6 that count alike. Allowing for that, the interval widens to +1.2% to +30.7%.',
    );
  });

  it('is that the estimands differ more than twofold', () => {
    const large = store({
      name: 'L',
      ai: { impressions: 1e6, clicks: 40_000 },
      human: { impressions: 1e6, clicks: 50_000 },
    });

    expect(qualified([...higher, large])[0]).toMatch(
      /^The estimands differ more than twofold, from −1\d\.\d% \(traffic weighted\) to \+1\d\.\d% \(.*\): say which one you quote\.$/,
    );
  });

  it('is a placebo that excludes zero', () => {
    const warning = placeboWarningOf(0.031, 0.12);

    expect(warning).toBe(
      'The placebo excludes zero (+3.1% to +12.0%): human-designed items compared with each other show a lift already, so this answer is biased.',
    );
    expect(placeboWarningOf(-0.1, 0.12)).toBeNull();
    expect(placeboWarningOf(null, null)).toBeNull();
    expect(qualified(higher, warning)).toEqual([warning]);
  });
});

describe('the totals next to the headline', () => {
  it('are of the stores that it compares; all stores are in others', () => {
    const tiny = store({
      name: 'Tiny',
      ai: { impressions: 5, clicks: 1 },
      human: { impressions: 5, clicks: 0 },
    });

    const { totals, allTotals } = answerOf([...higher, tiny], 'CTR');

    expect(totals).toMatchObject({
      stores: 12,
      ai: { impressions: 120_000 },
      human: { impressions: 120_000 },
    });
    expect(totals.pooledLift).toBeCloseTo(totals.ai.rate! / totals.human.rate! - 1, 12);
    expect(totals.pooledLiftWarning).toContain('mixes stores');
    expect(allTotals.ai.impressions).toBe(120_005);
  });

  it('have no sum of money in several currencies, and no average either', () => {
    const inEuro = store({ name: 'Paris', currency: 'EUR', ai: {}, human: {} });
    const inYen = store({ name: 'Tokyo', currency: 'JPY', ai: {}, human: {} });

    const mixed = answerOf([inEuro, inYen], 'REVENUE_PER_IMPRESSION');

    const nothing = { numerator: null, rate: null, revenueMinor: null, revenueSquares: null, currency: null };
    expect(mixed.totals).toMatchObject({ ai: nothing, human: nothing, pooledLift: null });
    expect(mixed.stores[0]!.ai).toMatchObject({ revenueMinor: 60_000, currency: 'EUR', rate: 6 });
    expect(mixed.claim).toBe(
      'Revenue in EUR, JPY cannot be added up or averaged: choose stores of one currency.',
    );
    expect(mixed.equalWeight.value).toBeCloseTo(0.2, 12);
    expect(answerOf([inEuro], 'REVENUE_PER_IMPRESSION').totals.pooledLift).toBeCloseTo(0.2, 12);
  });
});

it('adjusts the intervals of slices as their p-values', () => {
  const slices = ['a', 'b', 'c', 'd'].flatMap((slice, s) =>
    higher.map((whole) => ({ ...whole, slice, ai: armOf({ ...COUNTS, clicks: 500 + 12 * s }, 'CTR') })),
  );

  const cut = liftSlices(wholePool(slices), questionOf('CTR'), (slice) => slice);

  const rejected = cut.filter(({ pValueAdjusted }) => pValueAdjusted! <= 0.05);
  expect(rejected.length).toBeGreaterThan(0);
  expect(rejected.length).toBeLessThan(4);
  for (const { pValueAdjusted, lowerAdjusted, upperAdjusted, confidenceAdjusted, verdict, estimate } of cut) {
    const excludesZero = lowerAdjusted! > 0 || upperAdjusted! < 0;
    expect(excludesZero).toBe(pValueAdjusted! <= 0.05);
    expect(verdict === 'HIGHER' || verdict === 'LOWER').toBe(excludesZero);
    expect(confidenceAdjusted).toBeCloseTo(1 - (0.05 * rejected.length) / 4, 12);
    expect(upperAdjusted! - lowerAdjusted!).toBeGreaterThan(estimate.upper! - estimate.lower!);
  }
});

it('puts the caveat of the estimand next to its number, in the words of the metric', () => {
  const { averageRates, biasCorrected } = answerOf(higher, 'RETURN_RATE');

  expect(averageRates.caveat).toBe('A few stores with high rates can dominate: see the effective stores.');
  expect(biasCorrected.caveat).toBe(
    'Approximate: needs 20 expected returns of human-designed items in half of the stores. How many items they have is not checked: with few, it still runs high.',
  );
});
