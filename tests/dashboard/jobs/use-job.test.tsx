/** @jest-environment <rootDir>/tests/support/dashboard/browser-environment.ts */
import { ApolloLink } from '@apollo/client';
import { expect, it } from '@jest/globals';
import { waitFor } from '@testing-library/react';
import { Observable } from 'rxjs';
import { useJob } from '../../../dashboard/jobs/use-job.js';
import { renderPage } from '../../support/dashboard/render-page.js';

const jobOf = (status: 'QUEUED' | 'SUCCEEDED') => ({
  __typename: 'Job',
  id: '7',
  kind: 'import-counts',
  subject: null,
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

interface Line {
  /** How long an answer is on its way. */
  readonly answerMs: number;
  /** When the job ends, counted from now. */
  readonly workMs: number;
  /** When the stream ends, counted from its beginning. */
  readonly streamMs: number;
}

/** A server with one job, whose stream tells the state at its beginning and at its end. */
function lineTo({ answerMs, workMs, streamMs }: Line): ApolloLink {
  let job = jobOf('QUEUED');
  setTimeout(() => {
    job = jobOf('SUCCEEDED');
  }, workMs);
  return new ApolloLink(
    ({ operationName }) =>
      new Observable<ApolloLink.Result>((observer) => {
        if (operationName === 'Job') {
          const data = { job };
          setTimeout(() => {
            observer.next({ data });
            observer.complete();
          }, answerMs);
          return;
        }
        observer.next({ data: { jobProgress: job } });
        setTimeout(() => {
          observer.next({ data: { jobProgress: job } });
          observer.complete();
        }, streamMs);
      }),
  );
}

/** The states that a page shows, each once. */
function follow(line: Line): string[] {
  const seen: string[] = [];
  function Follower() {
    const { job } = useJob('7');
    if (job && seen.at(-1) !== job.status) seen.push(job.status);
    return null;
  }
  renderPage(<Follower />, { link: lineTo(line) });
  return seen;
}

it('never goes back to an earlier state, however late the answer to its first question is', async () => {
  const answerMs = 40;
  const seen = follow({ answerMs, workMs: 10, streamMs: 10 });

  await waitFor(() => expect(seen).toContain('SUCCEEDED'));
  await new Promise((settle) => setTimeout(settle, 3 * answerMs));

  expect(seen).toEqual(['QUEUED', 'SUCCEEDED']);
});

it('asks again where the stream ends before the job does', async () => {
  const seen = follow({ answerMs: 1, workMs: 500, streamMs: 10 });

  await waitFor(() => expect(seen).toEqual(['QUEUED', 'SUCCEEDED']));
});
