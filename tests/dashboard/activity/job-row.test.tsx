/** @jest-environment <rootDir>/tests/support/dashboard/browser-environment.ts */
import { expect, it } from '@jest/globals';
import { screen } from '@testing-library/react';
import { JobsPanel } from '../../../dashboard/activity/JobsPanel.js';
import { renderPage } from '../../support/dashboard/render-page.js';
import { failedRun } from '../models/run/failed-run.js';

const imported = {
  ...failedRun.job,
  kind: 'import',
  subject: 'counts: january.csv',
  status: 'SUCCEEDED',
  error: null,
  result: JSON.stringify({ rowCount: 1143, acceptedCount: 1141, rejectedCount: 2 }),
};

const draw = (role: 'ANALYST' | 'PM') =>
  renderPage(<JobsPanel />, {
    viewer: { role },
    answers: {
      Jobs: {
        data: {
          jobs: {
            __typename: 'JobConnection',
            edges: [{ __typename: 'JobEdge', node: imported }],
            pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null },
            totalCount: 1,
          },
        },
      },
    },
  });

it('a job of an import says which file came in and what of it, and leads to its report', async () => {
  draw('ANALYST');

  const link = await screen.findByRole('link', { name: 'Import counts: january.csv' });

  expect(link.getAttribute('href')).toBe('/w/main/import?job=7');
  expect(screen.getByText('1,143 rows, 2 rejected')).toBeDefined();
});

it('a job of an import leads nowhere for a role that may not import', async () => {
  draw('PM');

  expect(await screen.findByText('Import counts: january.csv')).toBeDefined();
  expect(screen.queryByRole('link')).toBeNull();
});
