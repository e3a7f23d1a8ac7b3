/** @jest-environment <rootDir>/tests/dashboard/support/browser-environment.ts */
import { CombinedGraphQLErrors } from '@apollo/client/errors';
import { describe, expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import { StoresPage } from '../../../dashboard/catalog/StoresPage.js';
import { renderPage } from '../support/render-page.js';

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

  it('says in words what failed, and offers to try again', async () => {
    const refused = new CombinedGraphQLErrors({
      data: null,
      errors: [{ message: 'Experts see no stores', extensions: { code: 'FORBIDDEN' } }],
    });
    renderPage(<StoresPage />, { answers: { Stores: refused } });

    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('Your role may not do this');
    expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
  });
});
