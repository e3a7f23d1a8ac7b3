import { useQuery } from '@apollo/client/react';
import { CandidateRunDocument, type CandidateRunQuery } from '../../generated/graphql.js';
import { isFinished } from '../../jobs/job-state.js';
import { useLastLook } from '../../jobs/use-last-look.js';
import { usePolling } from '../../jobs/use-polling.js';

const POLL_MS = 1000;

export type CandidateRun = CandidateRunQuery['modelRun'];

export interface CandidateRunState {
  readonly run: CandidateRun | null;
  readonly error: unknown;
  readonly refetch: () => unknown;
}

/** Follows a run that draws until it is finished, its steps and its images. */
export function useCandidateRun(id: string | null): CandidateRunState {
  const query = useQuery(CandidateRunDocument, {
    variables: { id: id ?? '' },
    skip: id === null,
    fetchPolicy: 'cache-and-network',
  });
  const { data, error, refetch } = query;
  const run = id === null ? null : (data?.modelRun ?? null);
  const finished = run !== null && isFinished(run.job.status);
  useLastLook(finished, refetch);
  usePolling(query, POLL_MS, id !== null && !finished);
  return { run, error, refetch };
}
