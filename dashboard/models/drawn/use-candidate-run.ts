import { useQuery, useSubscription } from '@apollo/client/react';
import {
  CandidateRunDocument,
  type CandidateRunQuery,
  JobProgressDocument,
} from '../../generated/graphql.js';
import { isFinished } from '../../jobs/job-state.js';
import { usePolling } from '../../jobs/use-polling.js';
import { useLastLook } from '../run/use-last-look.js';

const POLL_MS = 1500;

export type CandidateRun = CandidateRunQuery['modelRun'];

export interface CandidateRunState {
  readonly run: CandidateRun | null;
  readonly error: unknown;
  readonly refetch: () => unknown;
}

/** Follows a run that draws: its steps through the stream of its job, its pictures by asking again. */
export function useCandidateRun(id: string | null): CandidateRunState {
  const query = useQuery(CandidateRunDocument, {
    variables: { id: id ?? '' },
    skip: id === null,
    fetchPolicy: 'cache-and-network',
  });
  const { data, error, refetch } = query;
  const run = id === null ? null : (data?.modelRun ?? null);
  const finished = run !== null && isFinished(run.job.status);
  useSubscription(JobProgressDocument, {
    variables: { id: id ?? '' },
    skip: id === null || finished,
    ignoreResults: true,
  });
  useLastLook(finished, refetch);
  usePolling(query, POLL_MS, id !== null && !finished);
  return { run, error, refetch };
}
