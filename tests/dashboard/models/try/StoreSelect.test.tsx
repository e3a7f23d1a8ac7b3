/** @jest-environment <rootDir>/tests/support/dashboard/browser-environment.ts */
import { expect, it } from '@jest/globals';
import { fireEvent, screen } from '@testing-library/react';
import { StoreSelect } from '../../../../dashboard/models/try/StoreSelect.js';
import { type PageOptions, renderPage } from '../../../support/dashboard/render-page.js';

const nothing = { edges: [], pageInfo: { hasNextPage: false, endCursor: null }, totalCount: 0 };

it.each<[string, PageOptions['answers'], RegExp]>([
  [
    'that there is none where there is none',
    { Stores: { data: { stores: nothing } } },
    /No stores to choose from/,
  ],
  ['that the question failed where it failed', { Stores: new Error('cut') }, /The server cannot be reached/],
  ['that it waits while it waits', {}, /Loading/],
])('says %s', async (_, answers, words) => {
  renderPage(<StoreSelect label="Store" placeholder="Choose" value={null} onChange={() => {}} />, {
    answers,
  });

  fireEvent.click(screen.getByPlaceholderText('Choose'));

  expect(await screen.findByText(words)).toBeTruthy();
});
