import { useQuery } from '@apollo/client/react';
import { ModelRunDetailDocument } from '../../generated/graphql.js';
import { isFinished } from '../../jobs/job-state.js';
import { useLastLook } from '../../jobs/use-last-look.js';
import { usePolling } from '../../jobs/use-polling.js';

const POLL_MS = 2000;
const MAX_POINTS = 400;
const LOG_LINES = 200;

/** Follows a run until it is finished: its progress, curve, log and images. */
export function useRun(id: string) {
  const query = useQuery(ModelRunDetailDocument, {
    variables: { id, points: MAX_POINTS, lines: LOG_LINES },
    fetchPolicy: 'cache-and-network',
    skipPollAttempt: () => document.hidden,
  });
  const status = query.data?.modelRun.job.status;
  const finished = status !== undefined && isFinished(status);
  useLastLook(finished, query.refetch);
  usePolling(query, POLL_MS, !finished);
  return query;
}
