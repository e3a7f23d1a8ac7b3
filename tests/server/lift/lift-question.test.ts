import { describe, expect, it } from '@jest/globals';
import { Workspace } from '../../../server/catalog/index.js';
import { LiftMetric } from '../../../server/lift/lift-metric.js';
import { liftQuestion } from '../../../server/lift/lift-question.js';
import { ANALYST } from '../../support/product/viewers.js';

/** Midnight has passed in Auckland (UTC+13), and nowhere else asked about. */
const now = new Date('2026-03-10T11:30:00Z');

const ask = (timeZone: string, returnWindowDays?: number | null, metric = LiftMetric.RETURN_RATE) => {
  const workspace = Object.assign(new Workspace(), { id: 'w', timeZone, headlineEstimand: 'EQUAL_WEIGHT' });
  return liftQuestion({ viewer: ANALYST, workspace, now }, { metric, returnWindowDays });
};

describe('a return window', () => {
  it.each([
    ['UTC', 0, '2026-03-10'],
    ['Pacific/Auckland', 0, '2026-03-11'],
    ['UTC', 30, '2026-02-08'],
    ['Pacific/Auckland', 30, '2026-02-09'],
    ['America/New_York', 2, '2026-03-08'], // over the change to summer time
    ['Asia/Kolkata', 365, '2025-03-10'],
  ])('in %s of %i days leaves orders of days before %s', (timeZone, days, matureBefore) => {
    expect(ask(timeZone, days)).toMatchObject({ returnWindowDays: days, filter: { matureBefore } });
  });

  it.each([undefined, null])('of %p leaves all orders', (days) => {
    expect(ask('UTC', days)).toMatchObject({ returnWindowDays: null, filter: { matureBefore: null } });
  });

  it('is refused for a metric without returns', () => {
    expect(() => ask('UTC', 30, LiftMetric.CTR)).toThrow('is about RETURN_RATE');
  });
});
