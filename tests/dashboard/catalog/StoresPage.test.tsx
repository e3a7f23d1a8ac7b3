/** @jest-environment <rootDir>/tests/support/dashboard/browser-environment.ts */
import { CombinedGraphQLErrors } from '@apollo/client/errors';
import { describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import { StoresPage } from '../../../dashboard/catalog/StoresPage.js';
import { renderPage } from '../../support/dashboard/render-page.js';

const emptyStores = {
  data: {
    stores: {
      __typename: 'StoreConnection',
      edges: [],
      pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null },
      totalCount: 0,
    },
  },
};

describe('a page', () => {
  it('says that it is loading', () => {
    renderPage(<StoresPage />);

    expect(screen.getByRole('status').textContent).toBe('Loading');
  });

  it('leads on where there is nothing yet', async () => {
    renderPage(<StoresPage />, { answers: { Stores: emptyStores } });

    const link = await screen.findByRole('link', { name: 'Import counts or items' });
    expect(link.getAttribute('href')).toBe('/w/main/import');
  });

  it.each([
    ['a refusal, without offering to try again', 'FORBIDDEN', 'Your role may not do this', 0],
    ['a wait, and offers to try again', 'RATE_LIMITED', 'Too many requests', 1],
  ])('says in words %s', async (_, code, words, offers) => {
    const failed = new CombinedGraphQLErrors({
      data: null,
      errors: [{ message: 'Not now', extensions: { code } }],
    });
    renderPage(<StoresPage />, { answers: { Stores: failed } });

    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain(words);
    expect(screen.queryAllByRole('button', { name: 'Try again' })).toHaveLength(offers);
  });
});
