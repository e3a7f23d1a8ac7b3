/** @jest-environment <rootDir>/tests/support/dashboard/browser-environment.ts */
import { describe, expect, it } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { LiftSummary } from '../../../../dashboard/lift/headline/LiftSummary.js';
import { DistributionPanel } from '../../../../dashboard/lift/sections/DistributionPanel.js';
import { EstimandsPanel } from '../../../../dashboard/lift/sections/EstimandsPanel.js';
import { HeterogeneityPanel } from '../../../../dashboard/lift/sections/HeterogeneityPanel.js';
import { PlaceboPanel } from '../../../../dashboard/lift/sections/PlaceboPanel.js';
import { TrendPanel } from '../../../../dashboard/lift/sections/TrendPanel.js';
import { emptyReport, storeLift } from '../../../support/dashboard/lift-report.js';
import { renderPage } from '../../../support/dashboard/render-page.js';

describe('what stands behind a lift', () => {
  it.each([
    ['distribution', <DistributionPanel key="d" report={emptyReport} />, 'No store has a lift yet'],
    ['trend', <TrendPanel key="t" report={emptyReport} />, 'No week can be computed'],
    ['heterogeneity', <HeterogeneityPanel key="h" report={emptyReport} />, 'Cannot be computed'],
    ['placebo', <PlaceboPanel key="p" report={emptyReport} />, 'No store has two human-designed items'],
  ])('says so when there is no %s', (_name, panel, words) => {
    renderPage(panel);

    expect(screen.getByRole('status').textContent).toContain(words);
  });

  it('has a table beside the distribution, with a name that says what is drawn', async () => {
    const stores = [storeLift('Linde', -0.05), storeLift('Vega', 0.2)];
    renderPage(<DistributionPanel report={{ ...emptyReport, stores }} />);
    expect(screen.getByRole('img', { name: /Histogram.*1 of 2 above zero/ })).toBeTruthy();

    await userEvent.click(screen.getByRole('radio', { name: 'Table' }));

    expect(within(screen.getByRole('table')).getAllByRole('row').length).toBeGreaterThan(2);
  });

  it('marks the estimand that was chosen beforehand', () => {
    renderPage(<EstimandsPanel report={{ ...emptyReport, headlineEstimand: 'RANDOM_EFFECTS' }} />);

    expect(screen.getAllByRole('rowheader')[0]?.textContent).toMatch(/^Random effects headline/);
  });

  it('calls an observational comparison by its name and counts what has no day', () => {
    renderPage(<LiftSummary report={{ ...emptyReport, undatedRows: 120 }} />);

    expect(screen.getByText('Observational comparison.')).toBeTruthy();
    expect(screen.getByText(/120 imported rows without a day/)).toBeTruthy();
  });

  it('leads from a scenario that no data name to the metric over all scenarios', async () => {
    const arm = (denominator: number) => ({ __typename: 'ArmTotals', denominator });
    const totals = { __typename: 'LiftTotals', ai: arm(900), human: arm(1100) };
    renderPage(<LiftSummary report={emptyReport} />, {
      address: '/w/main/lift?metric=SEARCH_CTR&from=2026-01-01',
      answers: { LiftTraffic: { data: { lift: { __typename: 'LiftReport', totals } } } },
    });

    const link = await screen.findByRole('link', { name: 'see CTR, all scenarios' });
    expect(link.getAttribute('href')).toContain('?metric=CTR&from=2026-01-01');
    expect(screen.getByText(/names no search scenario/)).toBeTruthy();
  });

  it('says that revenue in several currencies has no rate over all stores', () => {
    const report = { ...emptyReport, metric: 'REVENUE_PER_IMPRESSION', currencies: ['EUR', 'USD'] } as const;
    renderPage(<LiftSummary report={report} />);

    expect(screen.getByText('Revenue in EUR, USD.')).toBeDefined();
  });

  it('warns that recent orders may still come back', () => {
    renderPage(<LiftSummary report={{ ...emptyReport, metric: 'RETURN_RATE' }} />);

    expect(screen.getByText('Recent orders may still come back.')).toBeTruthy();
  });
});
