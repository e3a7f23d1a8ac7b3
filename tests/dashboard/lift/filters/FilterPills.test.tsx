/** @jest-environment <rootDir>/tests/support/dashboard/browser-environment.ts */
import { expect, it, jest } from '@jest/globals';
import { screen } from '@testing-library/react';
import { FilterPills } from '../../../../dashboard/lift/filters/FilterPills.js';
import { readLiftFilters } from '../../../../dashboard/lift/lift-filters.js';
import { renderPage } from '../../../support/dashboard/render-page.js';

it('a category named as a price band and one named as a scenario have labels of their own', () => {
  const complaints = jest.spyOn(console, 'error').mockImplementation(() => {});
  const address = 'metric=CTR&category=Low%20price&category=Search&price=LOW&scenario=SEARCH';

  renderPage(<FilterPills filters={readLiftFilters(new URLSearchParams(address))} onChange={() => {}} />);

  expect(screen.getAllByRole('button', { name: 'Remove the filter “Low price”' })).toHaveLength(2);
  expect(screen.getAllByRole('button', { name: 'Remove the filter “Search”' })).toHaveLength(2);
  expect(complaints).not.toHaveBeenCalled();
  complaints.mockRestore();
});
