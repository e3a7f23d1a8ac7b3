/** @jest-environment <rootDir>/tests/support/dashboard/browser-environment.ts */
import { describe, expect, it } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ForestPlot } from '../../../../dashboard/lift/forest/ForestPlot.js';
import { LiftSummary } from '../../../../dashboard/lift/headline/LiftSummary.js';
import { DistributionPanel } from '../../../../dashboard/lift/sections/DistributionPanel.js';
import { EstimandsPanel } from '../../../../dashboard/lift/sections/EstimandsPanel.js';
import { HeterogeneityPanel } from '../../../../dashboard/lift/sections/HeterogeneityPanel.js';
import { PlaceboPanel } from '../../../../dashboard/lift/sections/PlaceboPanel.js';
import { TrendPanel } from '../../../../dashboard/lift/sections/TrendPanel.js';
import { emptyReport, storeLift } from '../../../support/dashboard/lift-report.js';
import { renderPage } from '../../../support/dashboard/render-page.js';

const INPUT = { metric: 'CTR' } as const;

describe('what stands behind a lift', () => {
  it.each([
    ['distribution', <DistributionPanel key="d" report={emptyReport} />, 'No store has a lift yet'],
    ['trend', <TrendPanel key="t" report={emptyReport} input={INPUT} />, 'No period can be computed'],
    ['heterogeneity', <HeterogeneityPanel key="h" report={emptyReport} />, 'Cannot be computed'],
    ['placebo', <PlaceboPanel key="p" report={emptyReport} />, 'No store has two human-designed items'],
  ])('says so when there is no %s', (_name, panel, words) => {
    renderPage(panel);

    expect(screen.getByRole('status').textContent).toContain(words);
  });

  it('names the time zone in which the days of a trend begin and end', () => {
    const estimate = { ...emptyReport.equalWeight, value: 0.1, lower: 0, upper: 0.2 };
    const trend = [{ startsOn: '2026-01-05', endsOn: '2026-01-12', estimate }];
    const settings = { ...emptyReport.settings, timeZone: 'Asia/Tokyo' };
    renderPage(<TrendPanel report={{ ...emptyReport, trend, settings }} input={INPUT} />);

    expect(screen.getByText(/Days in the time zone Asia\/Tokyo$/)).toBeTruthy();
  });

  it('has a table beside the distribution, with a name that says what is drawn', async () => {
    const stores = [storeLift('Linde', -0.05), storeLift('Vega', 0.2)];
    renderPage(<DistributionPanel report={{ ...emptyReport, stores }} />);
    expect(screen.getByRole('img', { name: /Histogram.*AI items do better in 1 of 2 stores/ })).toBeTruthy();

    await userEvent.click(screen.getByRole('radio', { name: 'Table' }));

    expect(within(screen.getByRole('table')).getAllByRole('row').length).toBeGreaterThan(2);
  });

  it('marks the estimand that was chosen beforehand', () => {
    const equalWeight = { ...emptyReport.equalWeight, value: 0.1 };
    const report = { ...emptyReport, equalWeight, headlineEstimand: 'RANDOM_EFFECTS' } as const;
    renderPage(<EstimandsPanel report={report} />);

    expect(screen.getAllByRole('rowheader')[0]?.textContent).toMatch(/^Random effects headline/);
  });

  it('says which noise decided the width of each interval, and how many stores count', () => {
    const averageRates = {
      ...emptyReport.averageRates,
      ...{ value: 0.1, lower: -0.1, upper: 0.3, standardError: 0.0312, withinStandardError: 0.101 },
      ...{ halfWidthFrom: 'WITHIN_STORES' as const, stores: 1200, effectiveStores: 12.34, reason: null },
    };
    renderPage(<EstimandsPanel report={{ ...emptyReport, averageRates }} />);

    const row = within(screen.getByRole('row', { name: /^Average rates/ }));
    expect(row.getByText(/0.101/).textContent).toBe('0.101 decides the width');
    expect(row.getByText('0.0312')).toBeTruthy();
    expect(row.getByText('12.3 effective').parentElement?.textContent).toMatch(/^1,200/);
    expect(row.getByRole('rowheader').textContent).toContain('When this estimand misleads');
    expect(screen.getByRole('row', { name: /^Log ratio/ }).textContent).not.toContain('misleads');
  });

  it('qualifies the answer, and calls the ratio of the totals no answer', () => {
    const warning = 'Only 4.6 effective stores of 8: a few stores decide this answer.';
    const headline = { ...emptyReport.headline, value: 0.145, warnings: [warning] };
    const totals = { ...emptyReport.totals, stores: 8, pooledLift: 0.093 };
    renderPage(
      <LiftSummary
        report={{ ...emptyReport, claim: 'It is so.', headline, totals, qualifications: [warning] }}
      />,
    );

    expect(screen.getByText('It is so.')).toBeTruthy();
    expect(screen.getByRole('list', { name: 'What qualifies this answer' }).textContent).toBe(warning);
    expect(screen.queryByText('Before you quote this answer')).toBeNull();
    expect(screen.getByText('Ratio of these totals: +9.3%.').parentElement?.textContent).toContain(
      'It mixes stores',
    );
    expect(screen.getByText('AI items, 8 stores')).toBeTruthy();
    expect(screen.getByText(/When this estimand misleads/)).toBeTruthy();
  });

  it('leads from the notice about the headline to the settings of the workspace', () => {
    renderPage(
      <LiftSummary report={{ ...emptyReport, headlineNotice: 'New workspaces use average rates.' }} />,
    );

    const link = screen.getByRole('link', { name: 'Open Settings' });
    expect(link.getAttribute('href')).toBe('/w/main/settings/workspace');
  });

  it('counts stores with a lower return rate as those where AI items do better', () => {
    const stores = [storeLift('Linde', -0.05), storeLift('Vega', -0.2), storeLift('Nord', 0.1)];
    renderPage(<DistributionPanel report={{ ...emptyReport, metric: 'RETURN_RATE', stores }} />);

    expect(screen.getByText('AI items do better in 2 of 3 stores')).toBeTruthy();
  });

  it('calls an observational comparison by its name and counts what has no day', () => {
    const arm = { ...emptyReport.allTotals.ai, denominator: 1_000 };
    const allTotals = { ...emptyReport.allTotals, ai: arm, human: arm };
    renderPage(<LiftSummary report={{ ...emptyReport, allTotals, undatedRows: 120 }} />);

    expect(screen.getByText('Observational comparison.')).toBeTruthy();
    expect(screen.getByText(/120 imported rows without a day/)).toBeTruthy();
  });

  it('leads from a scenario that no data name to the metric over all scenarios', async () => {
    const arm = (denominator: number) => ({ __typename: 'ArmTotals', denominator });
    const allTotals = { __typename: 'LiftTotals', ai: arm(900), human: arm(1100) };
    renderPage(<LiftSummary report={emptyReport} />, {
      address: '/w/main/lift?metric=SEARCH_CTR&from=2026-01-01',
      answers: { LiftTraffic: { data: { lift: { __typename: 'LiftReport', allTotals } } } },
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

  describe('of orders without an amount', () => {
    const arms = {
      ai: {
        ...emptyReport.totals.ai,
        orders: 600,
        ordersWithoutAmount: 0,
        revenueMinor: 720_000,
        currency: 'EUR',
      },
      human: {
        ...emptyReport.totals.human,
        orders: 1204,
        ordersWithoutAmount: 4,
        revenueMinor: 960_050,
        currency: 'EUR',
      },
    };
    const report = {
      ...emptyReport,
      metric: 'REVENUE_PER_IMPRESSION',
      currencies: ['EUR'],
      totals: { ...emptyReport.totals, ...arms },
      allTotals: arms,
    } as const;

    it('says how many there are of each arm, what is known, and that sending them again is rejected', () => {
      renderPage(<LiftSummary report={report} />);

      const notice = screen.getByRole('note');
      expect(within(notice).getByText('4 orders without an amount')).toBeTruthy();
      expect(notice.textContent).toContain('AI generated: 0 of 600 orders');
      expect(notice.textContent).toContain('Human designed: 4 of 1,204 orders');
      expect(notice.textContent).toContain('sent again with an amount, it is rejected');
      expect(screen.getByText('€9,600.50').textContent).toBe('€9,600.50 of 1,200 of 1,204 orders');
      expect(screen.getByText('€7,200.00').textContent).toBe('€7,200.00 of 600 orders');
    });

    it('says nothing under a metric that needs no amount', () => {
      renderPage(<LiftSummary report={{ ...report, metric: 'CTR' }} />);

      expect(screen.queryByRole('note')).toBeNull();
      expect(screen.queryByText(/€/)).toBeNull();
    });

    it('says the reason once for all estimands, and for the weeks', () => {
      const reason = 'Revenue is unknown: 4 of 1,204 orders';
      const estimate = { ...emptyReport.headline, reason };
      const withheld = {
        ...report,
        averageRates: { ...report.averageRates, reason },
        equalWeight: estimate,
        logRatio: estimate,
        biasCorrected: estimate,
        trafficWeighted: { ...report.trafficWeighted, reason },
        randomEffects: { ...report.randomEffects, reason },
        trend: [{ startsOn: '2026-01-05', endsOn: '2026-01-12', estimate }],
      };
      renderPage(
        <>
          <EstimandsPanel report={withheld} />
          <TrendPanel report={withheld} input={INPUT} />
        </>,
      );

      expect(screen.getAllByText(reason)).toHaveLength(2);
    });
  });

  it('shows suspicious counts beside the answer, in the estimands and in the stores that have them', () => {
    const warning = 'Nord has more clicks than impressions: check the counts.';
    const headline = { ...emptyReport.headline, value: 0.2, reason: null, warnings: [warning] };
    const words = 'AI-generated items have more clicks (200) than impressions (100).';
    const report = {
      ...emptyReport,
      headline,
      equalWeight: headline,
      biasCorrected: { ...headline, warnings: ['Vega has imported rows.'] },
      stores: [{ ...storeLift('Nord', 3), warnings: [words] }, storeLift('Vega', 0.2)],
    };
    renderPage(
      <>
        <LiftSummary report={report} />
        <EstimandsPanel report={report} />
        <ForestPlot report={report} />
      </>,
    );

    expect(within(screen.getByRole('note')).getByText(warning)).toBeTruthy();
    const rows = screen.getAllByRole('rowheader').map(({ textContent }) => textContent ?? '');
    expect(rows.filter((row) => row.includes('Check: '))).toEqual([
      expect.stringMatching(/^Equal weight.*Check: Rests on the suspicious counts named above/),
      expect.stringMatching(/^Bias corrected.*Check: Vega has imported rows/),
      expect.stringMatching(/^Nord/),
    ]);
    expect(rows.filter((row) => row.includes(`Check: ${words}`))).toEqual([expect.stringMatching(/^Nord/)]);
  });

  it('warns that recent orders may still come back', () => {
    renderPage(<LiftSummary report={{ ...emptyReport, metric: 'RETURN_RATE' }} />);

    expect(screen.getByText('Recent orders may still come back.')).toBeTruthy();
  });
});
