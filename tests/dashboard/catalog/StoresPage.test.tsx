/** @jest-environment <rootDir>/tests/support/dashboard/browser-environment.ts */
import { CombinedGraphQLErrors } from '@apollo/client/errors';
import { describe, expect, it } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useLocation, useNavigate } from 'react-router';
import { StoresPage } from '../../../dashboard/catalog/StoresPage.js';
import { hasNoCounts, type RankingReport } from '../../../dashboard/catalog/store-ranking/ranked-stores.js';
import { comparedStore, excludedStore, rankingReport } from '../../support/dashboard/ranked-stores.js';
import { renderPage } from '../../support/dashboard/render-page.js';

const contents = (storeCount: number) => ({
  data: { workspace: { __typename: 'Workspace', id: 'w1', storeCount, timeZone: 'UTC' } },
});

function Visit() {
  const navigate = useNavigate();
  return (
    <>
      <StoresPage />
      <output aria-label="Address">{useLocation().search}</output>
      <button type="button" onClick={() => navigate(-1)}>
        Back
      </button>
    </>
  );
}

const show = (report: RankingReport, query = '') =>
  renderPage(<Visit />, {
    address: `/w/main/stores?metric=CTR${query}`,
    answers: { WorkspaceContents: contents(2), StoreRanking: { data: { lift: report } } },
  });

const address = () => screen.getByRole('status', { name: 'Address' }).textContent;
const names = async () =>
  within(await screen.findByRole('table'))
    .getAllByRole('rowheader')
    .map((header) => within(header).getByRole('link').textContent);

const LINDE = comparedStore('Linde', -0.2);
const VEGA = comparedStore('Vega', 0.3);
const NORD = excludedStore('Nord', 'No clicks of human-designed items.');
const THREE = rankingReport({ stores: [LINDE, VEGA], excluded: [NORD] });

describe('the stores page', () => {
  it('says that it is loading', () => {
    renderPage(<StoresPage />);

    expect(screen.getByRole('status').textContent).toBe('Loading');
  });

  it('leads on where there is nothing yet', async () => {
    renderPage(<StoresPage />, { answers: { WorkspaceContents: contents(0) } });

    const link = await screen.findByRole('link', { name: 'Import counts or items' });
    expect(link.getAttribute('href')).toBe('/w/main/import');
  });

  it.each([
    ['a refusal, without offering to try again', 'FORBIDDEN', 'This is not allowed', 0],
    ['a wait, and offers to try again', 'RATE_LIMITED', 'Too many requests', 1],
  ])('says in words %s', async (_, code, words, offers) => {
    const failed = new CombinedGraphQLErrors({
      data: null,
      errors: [{ message: 'Not now', extensions: { code } }],
    });
    renderPage(<StoresPage />, { answers: { WorkspaceContents: failed } });

    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain(words);
    expect(screen.queryAllByRole('button', { name: 'Try again' })).toHaveLength(offers);
  });

  it('says where AI items do better, best store first, and why a store is not compared', async () => {
    show(THREE);

    expect(await names()).toEqual(['Vega', 'Linde', 'Nord']);
    expect(
      screen.getByText(/^Of 2 compared stores, AI items are ahead in 1 and behind in 1; 0 are/),
    ).toBeTruthy();
    const nord = within(screen.getByRole('row', { name: /^Nord/ }));
    expect(nord.getByText('Not compared')).toBeTruthy();
    expect(nord.getByText('No clicks of human-designed items.')).toBeTruthy();
    expect(screen.getByText('Not compared: No clicks of human-designed items (1 store).')).toBeTruthy();
    expect(within(screen.getByRole('row', { name: /^Vega/ })).getByText('+20.0% to +40.0%')).toBeTruthy();
  });

  it('ranks by the lift itself where no shrunk lift is known, and says why', async () => {
    const withheld = { shrunkLift: null, shrunkLiftReason: 'One store has no mean to be pulled toward.' };
    show(
      rankingReport({
        stores: [
          { ...LINDE, ...withheld },
          { ...VEGA, ...withheld },
        ],
        excluded: [],
      }),
    );

    expect(await names()).toEqual(['Vega', 'Linde']);
    expect(screen.getByRole('columnheader', { name: 'Lift' }).getAttribute('aria-sort')).toBe('descending');
    expect(screen.getByText(/No store has a shrunk lift to rank by. One store has no mean/)).toBeTruthy();
  });

  it('says when no store ranks before another, and which revenue is unknown', async () => {
    const [some, all] = [5, 10].map((ordersWithoutAmount) => ({ ...VEGA.ai, ordersWithoutAmount }));
    const stores = [
      { ...LINDE, shrunkLift: 0.1, ai: some! },
      { ...VEGA, shrunkLift: 0.1, ai: all! },
    ];
    show(rankingReport({ stores, excluded: [] }));

    expect(await screen.findByText(/scatter no more than chance/)).toBeTruthy();
    expect(screen.getByText('and 5 unknown')).toBeTruthy();
    expect(screen.getByText('unknown')).toBeTruthy();
  });

  it('sorts by a column, says so, and goes back', async () => {
    show(THREE);
    await userEvent.click(await screen.findByRole('button', { name: 'Store' }));

    expect(await names()).toEqual(['Linde', 'Nord', 'Vega']);
    expect(screen.getByRole('columnheader', { name: 'Store' }).getAttribute('aria-sort')).toBe('ascending');
    await userEvent.click(screen.getByRole('button', { name: 'Back' }));
    expect(await names()).toEqual(['Vega', 'Linde', 'Nord']);
    expect(screen.getByRole('columnheader', { name: /^Shrunk lift/ }).getAttribute('aria-sort')).toBe(
      'descending',
    );
  });

  it('shows one standing alone, and cards in place of the table until the reader goes back', async () => {
    show(THREE, '&show=BEHIND');
    expect(await names()).toEqual(['Linde']);

    await userEvent.click(screen.getByText('Cards'));

    expect(address()).toBe('?metric=CTR&show=BEHIND&view=cards');
    expect(within(screen.getByRole('list')).getByRole('heading', { name: 'Linde' })).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Back' }));
    expect(await names()).toEqual(['Linde']);
  });

  it('shows a thousand stores in pages, and finds one by its name', async () => {
    const stores = Array.from({ length: 1000 }, (_, index) =>
      comparedStore(`Store ${index}`, index / 10_000),
    );
    show(rankingReport({ stores, excluded: [] }), '&page=2');
    expect(await names()).toHaveLength(25);

    await userEvent.type(screen.getByRole('textbox', { name: 'Find a store' }), 'store 417');

    expect(await names()).toEqual(['Store 417']);
    expect(address()).toBe('?metric=CTR&search=store+417');
  });

  it('lists the stores as a plain catalogue while nothing has been counted', async () => {
    const nothing = { ...THREE.allTotals.ai, denominator: 0, orders: 0 };
    const report = {
      ...rankingReport({ stores: [], excluded: [NORD] }),
      allTotals: { ...THREE.allTotals, ai: nothing, human: nothing },
    };
    expect(hasNoCounts(report)).toBe(true);
    show(report);

    expect(await names()).toEqual(['Nord']);
    expect(screen.getByText(/^Nothing has been counted for CTR, all scenarios yet/)).toBeTruthy();
  });

  it('says at the field what is wrong with the period, and ranks nothing', async () => {
    show(THREE, '&from=2026-03-09&through=2026-03-08');

    expect((await screen.findByRole('alert')).textContent).toContain('is before the first day');
    expect(screen.queryByRole('table')).toBeNull();
  });
});
