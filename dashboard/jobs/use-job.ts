import { useQuery, useSubscription } from '@apollo/client/react';
import { JobDocument, JobProgressDocument } from '../generated/graphql.js';
import { isFinished } from './job-state.js';

const POLL_MS = 1500;

/**
 * Follows a job until it is finished. The stream writes each state into the cache by the job's id; where
 * the stream breaks (behind a proxy that buffers, say), polling takes over.
 */
export function useJob(id: string) {
  const { data, error, refetch, startPolling, stopPolling } = useQuery(JobDocument, {
    variables: { id },
    fetchPolicy: 'cache-and-network',
  });
  const job = data?.job ?? null;
  const finished = job !== null && isFinished(job.status);
  useSubscription(JobProgressDocument, {
    variables: { id },
    skip: finished,
    ignoreResults: true,
    onError: () => startPolling(POLL_MS),
    onComplete: () => refetch(),
  });
  if (finished) stopPolling();
  return { job, error, refetch };
}
