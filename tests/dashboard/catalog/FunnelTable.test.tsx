/** @jest-environment <rootDir>/tests/support/dashboard/browser-environment.ts */
import { expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import { FunnelTable } from '../../../dashboard/catalog/FunnelTable.js';
import { renderPage } from '../../support/dashboard/render-page.js';

const funnel = (ordersWithoutAmount: number) => ({
  origin: 'HUMAN_DESIGNED' as const,
  impressions: 90_000,
  clicks: 8_000,
  orders: 1_204,
  ordersWithoutAmount,
  returns: 10,
  revenue: [{ currency: 'EUR', amountMinor: 960_050 }],
});

const cellOf = (term: string) => screen.getByText(term).nextElementSibling?.textContent;

it('says of which orders the revenue is, and how many have no amount', () => {
  renderPage(<FunnelTable funnels={[funnel(4)]} />);

  expect(cellOf('Revenue')).toBe('€9,600.50of 1,200 of 1,204 orders');
  expect(cellOf('Orders without an amount')).toBe('4revenue unknown, not zero');
});

it('says nothing of them where every order has one', () => {
  renderPage(<FunnelTable funnels={[funnel(0)]} />);

  expect(cellOf('Revenue')).toBe('€9,600.50');
  expect(screen.queryByText('Orders without an amount')).toBeNull();
});
