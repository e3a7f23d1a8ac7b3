/** @jest-environment <rootDir>/tests/support/dashboard/browser-environment.ts */
import { describe, expect, it } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { IntervalTable } from '../../../../dashboard/ui/chart/IntervalTable.js';
import { niceScale } from '../../../../dashboard/ui/chart/scale.js';
import { renderPage } from '../../../support/dashboard/render-page.js';

const rows = [
  { name: 'Search', value: 0.2, lower: 0.1, upper: 0.3, reason: '1 store is left out.', units: 40 },
  { name: 'Home', value: 0.4, lower: null, upper: null, reason: 'One store has no spread.', units: 1 },
  { name: 'Cart', value: null, lower: null, upper: null, reason: null, units: 0 },
];

const show = () =>
  renderPage(
    <IntervalTable
      caption="Effect by page"
      header="Page"
      rows={rows}
      rowKey={({ name }) => name}
      label={({ name }) => name}
      estimate={(row) => row}
      valueHeader="Effect"
      format={(value) => (value === null ? 'unknown' : `${value * 10} points`)}
      formatTick={String}
      intervalHeader="90% interval"
      scale={niceScale(0, 0.4)}
      before={[{ header: 'Units', cell: ({ units }) => units }]}
      after={[{ header: 'Half', cell: ({ units }) => units / 2, hint: 'Half of the units' }]}
      summary={{ row: { ...rows[0]!, units: 41 }, label: 'Together' }}
    />,
  );

const cells = (name: RegExp) =>
  within(screen.getByRole('row', { name }))
    .getAllByRole('cell')
    .map(({ textContent }) => textContent);

describe('a table of intervals', () => {
  it('has a name, and headings for what comes before and after the drawing', () => {
    show();

    const table = screen.getByRole('table', { name: 'Effect by page' });
    const headings = within(table).getAllByRole('columnheader');
    expect(headings.map(({ firstChild }) => firstChild?.textContent)).toEqual([
      'Page',
      'Units',
      'Drawing',
      'Effect',
      '90% interval',
      'Half',
    ]);
  });

  it('says every number of a row in its cell, and keeps what was left out for those who ask', () => {
    show();

    expect(cells(/^Search/)).toEqual(['40', '', '2 points', '1 points to 3 points', '20']);
    expect(screen.getAllByTitle('1 store is left out.')).toHaveLength(2);
  });

  it('says why there is no interval, and shows a dash without a reason', () => {
    show();

    expect(cells(/^Home/)).toEqual(['1', '', '4 points', 'One store has no spread.', '0.5']);
    expect(cells(/^Cart/)).toEqual(['0', '', 'unknown', '–', '0']);
  });

  it('puts the rows together in a last one', () => {
    show();

    const names = screen.getAllByRole('rowheader').map(({ firstChild }) => firstChild?.textContent);
    expect(names).toEqual(['Search', 'Home', 'Cart', 'Together']);
  });
});
