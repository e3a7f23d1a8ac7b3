/** @jest-environment <rootDir>/tests/support/dashboard/browser-environment.ts */
import { describe, expect, it } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ForestPlot } from '../../../../dashboard/lift/forest/ForestPlot.js';
import { emptyReport, storeLift } from '../../../support/dashboard/lift-report.js';
import { renderPage } from '../../../support/dashboard/render-page.js';

const rowNames = () =>
  within(screen.getByRole('table'))
    .getAllByRole('rowheader')
    .map((header) => within(header).queryByRole('link')?.textContent ?? header.firstChild?.textContent);

describe('the forest plot', () => {
  it('says so when no store has a lift', () => {
    renderPage(<ForestPlot report={emptyReport} />);

    expect(screen.getByRole('status').textContent).toContain('No store has enough data');
  });

  it('leads to the reasons when every store is excluded', () => {
    const excluded = [
      { store: { id: 'n', name: 'Nord', attributes: [] }, reason: 'Revenue is unknown.', warnings: [] },
    ];
    renderPage(<ForestPlot report={{ ...emptyReport, excluded }} />);

    expect(screen.getByRole('status').textContent).toContain('Every store is excluded');
  });

  it('has one named row per store, best first, and the headline below', () => {
    const stores = [storeLift('Linde', -0.05), storeLift('Vega', 0.2)];
    renderPage(<ForestPlot report={{ ...emptyReport, stores }} />);

    expect(rowNames()).toEqual(['Vega', 'Linde', 'Equal weight per store']);
    expect(screen.getByRole('cell', { name: '+10.0% to +30.0%' })).toBeTruthy();
  });

  it('shows a thousand stores in pages, and finds one by its name', async () => {
    const stores = Array.from({ length: 1000 }, (_, index) => storeLift(`Store ${index}`, index / 10_000));
    renderPage(<ForestPlot report={{ ...emptyReport, stores }} />);
    expect(rowNames()).toHaveLength(26);

    await userEvent.type(screen.getByRole('textbox', { name: 'Find a store' }), 'store 417');

    expect(rowNames()[0]).toBe('Store 417');
    expect(rowNames()).toHaveLength(2);
  });
});
