import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Estimand as HeadlineEstimand, Workspace } from '../../../../server/catalog/index.js';
import type { LiftMetric } from '../../../../server/lift/lift-metric.js';
import { liftQuestion } from '../../../../server/lift/lift-question.js';
import { liftReport } from '../../../../server/lift/report/lift-report.js';
import { compareStores, headlineOf, headlineOver } from '../../../../server/lift/report/same-store.js';
import type { ArmSums, StoreTotals } from '../../../../server/lift/totals/arm-sums.js';
import { wholePool } from '../../../../server/lift/totals/pooled-totals.js';
import { ANALYST } from '../../../support/product/viewers.js';

const ESTIMANDS = [
  'averageRates',
  'equalWeight',
  'logRatio',
  'biasCorrected',
  'trafficWeighted',
  'randomEffects',
] as const;

/** Orders of known amounts, and how many without one. */
const arm = fc
  .record({
    impressions: fc.integer({ min: 0, max: 500 }),
    clicks: fc.integer({ min: 0, max: 50 }),
    returns: fc.integer({ min: 0, max: 3 }),
    amounts: fc.array(fc.integer({ min: 1, max: 10_000 }), { maxLength: 6 }),
    ordersWithoutAmount: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 3 })),
  })
  .map(
    ({ amounts, ordersWithoutAmount, ...counts }): ArmSums => ({
      ...counts,
      ordersWithoutAmount,
      orders: amounts.length + ordersWithoutAmount,
      revenueMinor: amounts.reduce((sum, amount) => sum + amount, 0),
      revenueSquares: amounts.reduce((sum, amount) => sum + amount ** 2, 0),
      items: { count: 0, denominatorSquares: 0, denominatorCubes: 0, numeratorSquares: 0, products: 0 },
    }),
  );

const stores = fc.array(fc.tuple(arm, arm), { maxLength: 8 }).map((pairs) =>
  pairs.map(
    ([ai, human], index): StoreTotals => ({
      storeId: `s${index}`,
      name: `Store ${index}`,
      slice: null,
      currencies: ['EUR'],
      suspiciousRows: { ai: [], human: [] },
      ai,
      human,
    }),
  ),
);

const workspace = Object.assign(new Workspace(), {
  id: 'w',
  timeZone: 'UTC',
  headlineEstimand: 'EQUAL_WEIGHT',
  minimumTraffic: 0,
  simulated: false,
});
const facts = { completeUntil: new Date(0), undatedRows: 0, priceBandEdges: [], placeboSeed: 1 };

const report = (totals: readonly StoreTotals[], metric: LiftMetric) =>
  liftReport(
    liftQuestion({ viewer: ANALYST, workspace, now: new Date(0) }, { metric }),
    wholePool(totals),
    facts,
  );

const answersOf = (answered: ReturnType<typeof report>) => ESTIMANDS.map((name) => answered[name]);

/** The orders without an amount were never sent. */
const known = (sums: ArmSums): ArmSums => ({
  ...sums,
  orders: sums.orders - sums.ordersWithoutAmount,
  ordersWithoutAmount: 0,
});
const isUnknown = ({ ai, human }: StoreTotals) => ai.ordersWithoutAmount + human.ordersWithoutAmount > 0;

it('withholds every answer about revenue exactly while an order has no amount', () => {
  fc.assert(
    fc.property(stores, (totals) => {
      const { verdict, ...answered } = report(totals, 'REVENUE_PER_IMPRESSION');
      const isWithheld = totals.some(isUnknown);

      for (const name of ESTIMANDS) {
        const { value, lower, reason } = answered[name];
        expect(reason?.startsWith('Revenue is unknown') ?? false).toBe(isWithheld);
        if (isWithheld) expect([value, lower, verdict]).toEqual([null, null, 'NOT_COMPUTED']);
      }
    }),
  );
});

it('keeps every number of a store whose orders all have an amount, whatever the others lack', () => {
  fc.assert(
    fc.property(stores, (totals) => {
      const whole = report(totals, 'REVENUE_PER_IMPRESSION');
      const complete = report(
        totals.filter((store) => !isUnknown(store)),
        'REVENUE_PER_IMPRESSION',
      );

      expect(whole.stores).toEqual(complete.stores);
      expect(whole.excluded).toHaveLength(complete.excluded.length + totals.filter(isUnknown).length);
    }),
  );
});

it('shows every order without an amount once, and lets it change no rate of clicks', () => {
  fc.assert(
    fc.property(stores, (totals) => {
      const ctr = report(totals, 'CTR');
      const removed = totals.map((store) => ({ ...store, ai: known(store.ai), human: known(store.human) }));

      for (const side of ['ai', 'human'] as const)
        expect(ctr.allTotals[side].ordersWithoutAmount).toBe(
          [...ctr.stores, ...ctr.excluded].reduce((sum, line) => sum + line[side].ordersWithoutAmount, 0),
        );
      expect(answersOf(ctr)).toEqual(answersOf(report(removed, 'CTR')));
    }),
  );
});

it('says of a slice what a report of the same stores says as its headline', () => {
  const estimands = fc.constantFrom(...Object.values(HeadlineEstimand));
  const metrics = fc.constantFrom<LiftMetric>('CTR', 'REVENUE_PER_IMPRESSION');
  fc.assert(
    fc.property(stores, estimands, metrics, (totals, headlineEstimand, metric) => {
      const asked = Object.assign(new Workspace(), { ...workspace, headlineEstimand });
      const question = liftQuestion({ viewer: ANALYST, workspace: asked, now: new Date(0) }, { metric });

      const pooled = wholePool(totals);

      expect(headlineOver(pooled, question)).toEqual(headlineOf(compareStores(pooled, question), question));
    }),
  );
});
