import { NetworkStatus } from '@apollo/client';
import { useQuery, useSubscription } from '@apollo/client/react';
import { useState } from 'react';
import { JobDocument, JobProgressDocument } from '../generated/graphql.js';
import { isFinished } from './job-state.js';
import { usePolling } from './use-polling.js';

const POLL_MS = 1500;

/**
 * Follows a job until it is finished. The stream writes each state into the cache by the job's id; where
 * the stream breaks (behind a proxy that buffers, say) or ends before the job does (the server stops), polling takes
 * over. The stream begins with the job as it is and waits for the first answer: a slow one would overwrite later states.
 */
export function useJob(id: string) {
  const [isStreamOver, setIsStreamOver] = useState(false);
  const query = useQuery(JobDocument, { variables: { id }, fetchPolicy: 'cache-and-network' });
  const { data, error, refetch, networkStatus } = query;
  const job = data?.job ?? null;
  const finished = job !== null && isFinished(job.status);
  useSubscription(JobProgressDocument, {
    variables: { id },
    skip: finished || networkStatus === NetworkStatus.loading,
    ignoreResults: true,
    onError: () => setIsStreamOver(true),
    onComplete: () => setIsStreamOver(true),
  });
  usePolling(query, POLL_MS, isStreamOver && !finished);
  return { job, error, refetch };
}
