/** @jest-environment <rootDir>/tests/support/dashboard/browser-environment.ts */
import { expect, it } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import { type DataColumn, DataTable } from '../../../dashboard/ui/DataTable.js';
import { renderPage } from '../../support/dashboard/render-page.js';

interface Shop {
  readonly name: string;
  readonly items: number;
}

const COLUMNS: readonly DataColumn<Shop>[] = [
  { header: 'Shop', cell: ({ name }) => name, namesRow: true },
  { header: 'Items', cell: ({ items }) => items, numeric: true },
];
const table = (rows: readonly Shop[]) => (
  <DataTable
    label="Shops"
    columns={COLUMNS}
    rows={rows}
    rowKey={({ name }) => name}
    actions={({ name }) => <button type="button">Close {name}</button>}
    empty={<p>No shop yet</p>}
  />
);

it('has a name, headings of its columns and of its rows, and the actions of each row', () => {
  renderPage(table([{ name: 'Lyon', items: 12 }]));

  const shops = within(screen.getByRole('table', { name: 'Shops' }));
  const headings = shops.getAllByRole('columnheader').map(({ textContent }) => textContent);
  expect(headings).toEqual(['Shop', 'Items', 'Actions']);
  expect(shops.getByRole('rowheader').textContent).toBe('Lyon');
  expect(shops.getByRole('cell', { name: '12' }).className).toContain('number');
  expect(shops.getByRole('button', { name: 'Close Lyon' })).toBeTruthy();
});

it('says what it was told to say where there are no rows', () => {
  renderPage(table([]));

  expect(screen.getByText('No shop yet')).toBeTruthy();
  expect(screen.queryByRole('table')).toBeNull();
});
