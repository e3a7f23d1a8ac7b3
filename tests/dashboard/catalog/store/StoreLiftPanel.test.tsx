/** @jest-environment <rootDir>/tests/support/dashboard/browser-environment.ts */
import { expect, it } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { StoreLiftPanel } from '../../../../dashboard/catalog/store/StoreLiftPanel.js';
import type { LiftMetric, StoreLiftsQuery } from '../../../../dashboard/generated/graphql.js';
import { comparedStore, excludedStore } from '../../../support/dashboard/ranked-stores.js';
import { renderPage } from '../../../support/dashboard/render-page.js';

const report = (metric: LiftMetric, lists: object) => ({
  __typename: 'LiftReport',
  ...{ metric, stores: [], excluded: [] },
  ...lists,
});
const excluded = [excludedStore('Nord', 'No clicks of human-designed items.')];
const compared = (lift: number) => ({
  stores: [{ ...comparedStore('Nord', lift), varianceFrom: 'COUNTS' }],
});

it('says of every metric what the interval of the store says and comes from, or why there is none', async () => {
  const data: Record<keyof StoreLiftsQuery, unknown> = {
    search: report('SEARCH_CTR', compared(0.3)),
    recommendation: report('RECOMMENDATION_CTR', compared(0.05)),
    conversion: report('CONVERSION_RATE', { excluded }),
    clicks: report('CTR', { excluded }),
    returns: report('RETURN_RATE', compared(0.3)),
    revenue: report('REVENUE_PER_IMPRESSION', { excluded }),
  };
  renderPage(<StoreLiftPanel storeId="Nord" />, { answers: { StoreLifts: { data } } });

  const of = async (name: string) => within((await screen.findByRole('link', { name })).closest('div')!);
  expect((await of('Search CTR')).getByText('AI items ahead')).toBeTruthy();
  expect((await of('Search CTR')).getByText('+20.0% to +40.0%')).toBeTruthy();
  expect((await of('Recommendation CTR')).getByText('Unclear')).toBeTruthy();
  expect((await of('Return rate')).getByText('AI items behind')).toBeTruthy();
  expect((await of('Conversion rate')).getByText('No clicks of human-designed items.')).toBeTruthy();
  expect(screen.getAllByText(/^The interval allows for counts alone/)).toHaveLength(1);
});
