/** @jest-environment <rootDir>/tests/support/dashboard/browser-environment.ts */
import { ApolloLink } from '@apollo/client';
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { Observable } from 'rxjs';
import { JobsPanel } from '../../../dashboard/activity/JobsPanel.js';
import { RunsPanel } from '../../../dashboard/models/runs/RunsPanel.js';
import { renderPage } from '../../support/dashboard/render-page.js';
import { failedRun } from '../models/run/failed-run.js';

const TOTAL = 30;
const POLL_MS = 5000;

const numbered = (index: number) => {
  const job = { ...failedRun.job, id: `${index}` };
  return { Jobs: job, ModelRuns: { ...failedRun, id: `${index}`, job } };
};

/** A server of thirty jobs and runs. With `slowly`, an answer to a question for the newest comes late. */
function pagedServer({ slowly }: { readonly slowly: boolean }): ApolloLink {
  return new ApolloLink(({ operationName, variables }) => {
    const name = operationName as 'Jobs' | 'ModelRuns';
    const start = variables.after ? Number(variables.after) : 0;
    const end = Math.min(TOTAL, start + variables.first);
    const page = {
      edges: Array.from({ length: end - start }, (_, index) => ({
        ...{ __typename: 'Edge', node: numbered(start + index)[name] },
      })),
      pageInfo: { __typename: 'PageInfo', hasNextPage: end < TOTAL, endCursor: `${end}` },
      totalCount: TOTAL,
    };
    return new Observable((observer) => {
      const answer = () => {
        observer.next({ data: { [name === 'Jobs' ? 'jobs' : 'modelRuns']: page } });
        observer.complete();
      };
      setTimeout(answer, slowly && start === 0 ? 2000 : 0);
    });
  });
}

const LISTS = (
  <>
    <JobsPanel />
    <RunsPanel />
  </>
);

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const pollPassed = () => act(() => jest.advanceTimersByTimeAsync(POLL_MS + 1000));

it('a list keeps more as it is shown, however often it asks for news', async () => {
  renderPage(LISTS, { link: pagedServer({ slowly: false }) });

  await waitFor(() => expect(screen.getAllByRole('button', { name: 'Show more' }).length).toBe(2));
  for (const more of screen.getAllByRole('button', { name: 'Show more' })) fireEvent.click(more);
  await waitFor(() => expect(screen.getAllByText('30 of 30').length).toBe(2));
  await pollPassed();

  expect(screen.getAllByText('30 of 30').length).toBe(2);
});

it('a list lets more be asked for while it asks for news', async () => {
  renderPage(LISTS, { link: pagedServer({ slowly: true }) });
  await waitFor(() => expect(screen.getAllByRole('button', { name: 'Show more' }).length).toBe(2));

  await pollPassed(); // its answer is on its way

  const isBusy = (button: HTMLElement) => button.hasAttribute('data-loading');
  expect(screen.getAllByRole('button', { name: 'Show more' }).map(isBusy)).toEqual([false, false]);
});
