/** @jest-environment <rootDir>/tests/support/dashboard/browser-environment.ts */
import { describe, expect, it } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ExclusionsPanel } from '../../../../dashboard/lift/exclusions/ExclusionsPanel.js';
import { withoutNumbers } from '../../../../dashboard/lift/exclusions/exclusion-groups.js';
import { emptyReport } from '../../../support/dashboard/lift-report.js';
import { renderPage } from '../../../support/dashboard/render-page.js';

const NO_TRAFFIC = 'AI-generated items have no impressions';
const NO_BASELINE = 'Human-designed items have no clicks, so that there is no baseline';

const lines = (count: number, name: string, reason: string) =>
  Array.from({ length: count }, (_, index) => ({
    store: { id: `${name}${index}`, name: `${name} ${index}`, attributes: [] },
    ...{ reason, warnings: [] },
  }));

/** 958 stores without a lift of their own, of which the headline uses 8. */
const shops = lines(950, 'Shop', NO_TRAFFIC);
const report = {
  ...emptyReport,
  headline: { ...emptyReport.headline, excluded: shops.map(({ store, reason }) => ({ store, reason })) },
  excluded: [...lines(8, 'Young', NO_BASELINE), ...shops],
};

const groups = () =>
  screen.getAllByRole('group').map((group) => within(group).getByText(/stores?$/).parentElement?.textContent);

describe('958 excluded stores', () => {
  it('are counts by reason first, of the headline and of the plot of stores', async () => {
    renderPage(<ExclusionsPanel report={report} />);

    expect(groups()).toEqual([`950 stores ${NO_TRAFFIC}`]);
    expect(screen.queryByRole('table')).toBeNull();
    expect(
      screen.getByText(/^950 stores excluded from the headline .* 958 stores without a lift/),
    ).toBeTruthy();

    await userEvent.click(screen.getByRole('radio', { name: 'Store by store (958)' }));

    expect(groups()).toEqual([`950 stores ${NO_TRAFFIC}`, `8 stores ${NO_BASELINE}`]);
  });

  it('are found by name, and shown in pages', async () => {
    renderPage(<ExclusionsPanel report={report} />);

    await userEvent.type(screen.getByRole('textbox', { name: 'Find an excluded store' }), 'shop 7');

    expect(screen.getByRole('status').textContent).toBe('111 stores found');
    expect(within(screen.getByRole('table')).getAllByRole('rowheader')).toHaveLength(25);
    expect(screen.getByRole('link', { name: 'Shop 7' }).getAttribute('href')).toBe('/w/main/stores/Shop7');
    expect(screen.getByRole('button', { name: 'next page of stores' })).toBeTruthy();
  });
});

it('groups reasons that differ in their numbers only', () => {
  const reason = '1 of 1,204 orders of AI-generated items has no amount, so revenue is unknown.';

  expect(withoutNumbers(reason)).toBe(
    'Some orders of AI-generated items have no amount, so revenue is unknown.',
  );
});
