/** @jest-environment <rootDir>/tests/dashboard/support/browser-environment.ts */
import { ApolloClient, ApolloLink, InMemoryCache } from '@apollo/client';
import { ApolloProvider } from '@apollo/client/react';
import { expect, it } from '@jest/globals';
import { render, waitFor } from '@testing-library/react';
import { Observable } from 'rxjs';
import { useJob } from '../../../dashboard/jobs/use-job.js';

const ANSWER_MS = 40;
const WORK_MS = 10;

const jobOf = (status: 'QUEUED' | 'SUCCEEDED') => ({
  __typename: 'Job',
  id: '7',
  kind: 'import-counts',
  status,
  cancelling: false,
  done: 0,
  total: null,
  message: null,
  result: null,
  error: null,
  createdAt: '2026-11-01T00:00:00Z',
  startedAt: null,
  finishedAt: status === 'SUCCEEDED' ? '2026-11-01T00:00:01Z' : null,
  requestedBy: 'ada@example.com',
});

/** A server whose job ends after a moment, and whose answers are on their way for longer than that. */
function slowLine(): ApolloLink {
  let job = jobOf('QUEUED');
  setTimeout(() => {
    job = jobOf('SUCCEEDED');
  }, WORK_MS);
  return new ApolloLink(
    ({ operationName }) =>
      new Observable<ApolloLink.Result>((observer) => {
        if (operationName === 'Job') {
          const data = { job };
          setTimeout(() => {
            observer.next({ data });
            observer.complete();
          }, ANSWER_MS);
          return;
        }
        observer.next({ data: { jobProgress: job } });
        setTimeout(() => {
          observer.next({ data: { jobProgress: job } });
          observer.complete();
        }, WORK_MS);
      }),
  );
}

const seen: string[] = [];

function Follower() {
  const { job } = useJob('7');
  if (job && seen.at(-1) !== job.status) seen.push(job.status);
  return null;
}

it('never goes back to an earlier state, however late the answer to its first question is', async () => {
  const client = new ApolloClient({ cache: new InMemoryCache(), link: slowLine() });
  render(
    <ApolloProvider client={client}>
      <Follower />
    </ApolloProvider>,
  );

  await waitFor(() => expect(seen).toContain('SUCCEEDED'));
  await new Promise((settle) => setTimeout(settle, 3 * ANSWER_MS));

  expect(seen).toEqual(['QUEUED', 'SUCCEEDED']);
});
