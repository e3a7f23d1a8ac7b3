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
  label: 'Dresses',
  ...{ pValueAdjusted: null, lowerAdjusted: null, upperAdjusted: null, confidenceAdjusted: null },
  verdict: 'NOT_COMPUTED',
  estimate: emptyReport.headline,
  ai: emptyReport.totals.ai,
  human: emptyReport.totals.human,
};

/** Answers by category only; other slices never come. */
const link = new ApolloLink(({ variables }) =>
  variables.by === 'CATEGORY'
    ? of({ data: { lift: { __typename: 'LiftReport', metric: 'CTR', breakdown: [slice] } } })
    : NEVER,
);

it('does not take the slices of one breakdown for those of another while these load', async () => {
  renderPage(<BreakdownPanel input={{ metric: 'CTR' }} report={emptyReport} />, { link });
  const inDresses = await screen.findByRole('link', { name: 'Dresses' });
  expect(inDresses.getAttribute('href')).toContain('category=Dresses');

  await userEvent.click(screen.getByRole('radio', { name: 'Month' }));

  expect(screen.getByRole('heading', { name: 'Breakdown' })).toBeTruthy();
  expect(screen.queryByText('Dresses')).toBeNull();
});
