/** @jest-environment <rootDir>/tests/support/dashboard/browser-environment.ts */
import { ApolloLink } from '@apollo/client';
import { expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { NEVER, of } from 'rxjs';
import { BreakdownPanel } from '../../../../dashboard/lift/breakdown/BreakdownPanel.js';
import { emptyReport } from '../../../support/dashboard/lift-report.js';
import { renderPage } from '../../../support/dashboard/render-page.js';

const slice = {
  __typename: 'LiftSlice',
  ...{ pValueAdjusted: null, lowerAdjusted: null, upperAdjusted: null, confidenceAdjusted: null },
  verdict: 'NOT_COMPUTED',
  estimate: emptyReport.headline,
  ai: { ...emptyReport.totals.ai, rate: 0.05 },
  human: { ...emptyReport.totals.human, rate: 0.04 },
};

const LABELS: Readonly<Record<string, string>> = { CATEGORY: 'Dresses', MONTH: '2026-03' };

/** Answers by category and by month; other slices never come. */
const link = new ApolloLink(({ variables }) => {
  const label = LABELS[variables.by];
  const breakdown = [{ ...slice, label }];
  return label ? of({ data: { lift: { __typename: 'LiftReport', metric: 'CTR', breakdown } } }) : NEVER;
});

it('does not take the slices of one breakdown for those of another while these load', async () => {
  renderPage(<BreakdownPanel input={{ metric: 'CTR' }} report={emptyReport} />, { link });
  const inDresses = await screen.findByRole('link', { name: 'Dresses' });
  expect(inDresses.getAttribute('href')).toContain('category=Dresses');

  await userEvent.click(screen.getByRole('radio', { name: 'Price band' }));

  expect(screen.getByRole('heading', { name: 'Breakdown' })).toBeTruthy();
  expect(screen.queryByText('Dresses')).toBeNull();
});

it('says that the rates mix stores, and in which time zone a month is', async () => {
  const settings = { ...emptyReport.settings, timeZone: 'Asia/Tokyo' };
  renderPage(<BreakdownPanel input={{ metric: 'CTR' }} report={{ ...emptyReport, settings }} />, { link });
  expect(await screen.findByText(/so they mix stores/)).toBeTruthy();

  await userEvent.click(screen.getByRole('radio', { name: 'Month' }));

  expect(await screen.findByText(/Months are those of the time zone Asia\/Tokyo/)).toBeTruthy();
});

it('says once why no slice has an answer', async () => {
  const reason = 'Revenue in EUR, USD cannot be added up.';
  const without = { ...slice, ai: emptyReport.totals.ai, estimate: { ...emptyReport.headline, reason } };
  const breakdown = ['Dresses', 'Hats'].map((label) => ({ ...without, label }));
  const answers = {
    LiftBreakdownSlices: { data: { lift: { __typename: 'LiftReport', metric: 'CTR', breakdown } } },
  };
  renderPage(<BreakdownPanel input={{ metric: 'CTR' }} report={emptyReport} />, { answers });

  expect((await screen.findByText('No slice can be computed')).parentElement?.textContent).toContain(reason);
  expect(screen.queryByRole('table')).toBeNull();
});
