import { useEffect } from 'react';

/**
 * Asks once more when a run has finished: the stream of its job says so before the last answer of the polling has the
 * last pictures, points or metrics.
 */
export function useLastLook(finished: boolean, refetch: () => unknown): void {
  useEffect(() => {
    if (finished) void refetch();
  }, [finished, refetch]);
}
