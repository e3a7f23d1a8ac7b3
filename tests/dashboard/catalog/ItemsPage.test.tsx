/** @jest-environment <rootDir>/tests/support/dashboard/browser-environment.ts */
import { ApolloLink } from '@apollo/client';
import { CombinedGraphQLErrors } from '@apollo/client/errors';
import { describe, expect, it } from '@jest/globals';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useLocation, useNavigate } from 'react-router';
import { ItemsPage } from '../../../dashboard/catalog/ItemsPage.js';
import type { ItemRankingQueryVariables } from '../../../dashboard/generated/graphql.js';
import { type Answers, lineWith } from '../../support/dashboard/line.js';
import { itemRanking, rankedItem } from '../../support/dashboard/ranked-items.js';
import { renderPage } from '../../support/dashboard/render-page.js';

const contents = (storeCount: number) => ({
  data: { workspace: { __typename: 'Workspace', id: 'w1', storeCount, timeZone: 'UTC' } },
});

function Visit() {
  const navigate = useNavigate();
  return (
    <>
      <ItemsPage />
      <output aria-label="Address">{useLocation().search}</output>
      <button type="button" onClick={() => navigate(-1)}>
        Back
      </button>
    </>
  );
}

type Rows = Parameters<typeof itemRanking>[0];

/** @returns what the server was asked, in its order */
function show(rows: Rows, query = '', answers: Answers = {}) {
  const asked: ItemRankingQueryVariables['input'][] = [];
  const line = lineWith({
    WorkspaceContents: contents(2),
    Categories: { data: { categories: ['dress'] } },
    ItemRanking: { data: itemRanking(rows) },
    ...answers,
  });
  const noting = new ApolloLink((operation, forward) => {
    if (operation.operationName === 'ItemRanking') asked.push(operation.variables.input);
    return forward(operation);
  });
  renderPage(<Visit />, { address: `/w/main/items${query}`, link: noting.concat(line) });
  return asked;
}

const address = () => screen.getByRole('status', { name: 'Address' }).textContent;
const table = async () => within(await screen.findByRole('table'));

const TWO = [rankedItem('Red dress', 0.4), rankedItem('Blue dress', 0.05)];

describe('the items page', () => {
  it('asks for AI items by shrunk lift, and says which comes first and what that is worth', async () => {
    const asked = show(TWO);

    const red = within((await table()).getByRole('row', { name: /^Red dress/ }));
    expect(red.getAllByText('+30.0% to +50.0%')).toHaveLength(2); // one of them on a phone only
    expect(red.getByText('€120.00 + $5.00')).toBeTruthy();
    expect(red.getByText('Ahead')).toBeTruthy();
    expect(red.getByRole('link', { name: 'Red dress' }).getAttribute('href')).toBe('/w/main/items/Red dress');
    expect(red.getByRole('link', { name: 'Nord' }).getAttribute('href')).toBe('/w/main/stores/s1');
    expect(
      screen.getByText(
        'Of 2 items, “Red dress” of Nord comes first: a lift of +20.0%, shrunk for ranking. Its own lift is +40.0%, with a 95% interval from +30.0% to +50.0%.',
      ),
    ).toBeTruthy();
    expect(screen.getByText(/the first ones look better than they are/)).toBeTruthy();
    expect(asked).toEqual([{ metric: 'CTR', origin: 'AI_GENERATED', sort: 'LIFT', direction: 'DESCENDING' }]);
  });

  it('sorts by a heading, says so, and goes back', async () => {
    const asked = show(TWO);
    await userEvent.click((await table()).getByRole('button', { name: 'Orders' }));

    expect(address()).toBe('?sort=orders&order=descending');
    expect(asked.at(-1)).toMatchObject({ sort: 'ORDERS', direction: 'DESCENDING' });
    const heading = () => screen.getByRole('columnheader', { name: /Orders/ });
    expect(heading().getAttribute('aria-sort')).toBe('descending');
    await userEvent.click(within(heading()).getByRole('button'));
    expect(heading().getAttribute('aria-sort')).toBe('ascending');
    await userEvent.click(screen.getByRole('button', { name: 'Back' }));
    await userEvent.click(screen.getByRole('button', { name: 'Back' }));
    expect(address()).toBe('');
    expect(heading().getAttribute('aria-sort')).toBeNull();
  });

  it('asks exactly what the address says', async () => {
    const query =
      '?metric=SEARCH_CTR&from=2026-01-01&through=2026-01-31&origin=ALL&category=dress&search=red&sort=title&view=cards';
    const asked = show(TWO, query);

    const card = within((await screen.findByRole('heading', { name: 'Red dress' })).closest('li')!);
    expect(card.getByText('AI generated')).toBeTruthy();
    expect(card.getByText('+30.0% to +50.0%')).toBeTruthy();
    expect(asked).toEqual([
      {
        ...{
          metric: 'SEARCH_CTR',
          from: '2026-01-01',
          to: '2026-02-01',
          categories: ['dress'],
          search: 'red',
        },
        ...{ sort: 'TITLE', direction: 'ASCENDING' },
      },
    ]);
    expect(
      screen.getByText('Impressions, orders and revenue are those in the search scenario.'),
    ).toBeTruthy();
  });

  it('shows cards in place of the table until the reader goes back', async () => {
    show(TWO, '?origin=HUMAN_DESIGNED');
    await table();

    await userEvent.click(screen.getByText('Cards'));

    expect(address()).toBe('?origin=HUMAN_DESIGNED&view=cards');
    expect(screen.queryByRole('table')).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: 'Back' }));
    expect(await table()).toBeTruthy();
  });

  it('sorts revenue, which has no lift, within its currency', async () => {
    const asked = show(TWO, '?metric=REVENUE_PER_IMPRESSION');

    expect((await table()).queryByRole('columnheader', { name: 'Lift' })).toBeNull();
    expect(asked[0]).toMatchObject({ sort: 'REVENUE', direction: 'DESCENDING' });
    expect(screen.getByText(/^Amounts are sorted within their currency/)).toBeTruthy();
  });

  it('puts the lowest return rate first', async () => {
    const asked = show(TWO, '?metric=RETURN_RATE');

    await table();
    expect(asked[0]).toMatchObject({ sort: 'LIFT', direction: 'ASCENDING' });
  });

  it('says why nothing has a lift, and lists the items by title', async () => {
    show([rankedItem('Red dress', 'This item has no impressions.')]);

    expect((await table()).getAllByText('This item has no impressions.')).toHaveLength(2);
    expect(screen.getByText('1 item, by title, since none has a lift; each says why.')).toBeTruthy();
  });

  it('says that no item fits', async () => {
    show([], '?search=sequins');

    expect(await screen.findByText('No item fits')).toBeTruthy();
  });

  it('leads on where there is nothing yet, and says that it is loading before', async () => {
    renderPage(<ItemsPage />);
    expect(screen.getByRole('status').textContent).toBe('Loading');

    show([], '', { WorkspaceContents: contents(0) });
    const link = await screen.findByRole('link', { name: 'Import counts or items' });
    expect(link.getAttribute('href')).toBe('/w/main/import');
  });

  it('says at the field what is wrong with the address, and asks nothing', async () => {
    const asked = show(TWO, '?from=2026-03-09&through=2026-03-08&store=x');

    expect((await screen.findByRole('alert')).textContent).toContain('is before the first day');
    expect(asked).toEqual([]);
  });

  it('shows a failure in place of items', async () => {
    const failed = new CombinedGraphQLErrors({
      data: null,
      errors: [{ message: 'Choose stores', extensions: { code: 'INVALID_INPUT' } }],
    });
    show(TWO, '', { ItemRanking: failed });

    expect((await screen.findByRole('alert')).textContent).toContain('Choose stores');
  });
});
