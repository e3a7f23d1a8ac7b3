import { useEffect } from 'react';

/**
 * Asks once more when a run has finished: the answer that says so may have read the images, points or metrics before
 * the last of them. That answer has to come by polling: a question that follows a stream would be put together with
 * one that is out already, and get its old answer.
 */
export function useLastLook(finished: boolean, refetch: () => unknown): void {
  useEffect(() => {
    if (finished) void refetch();
  }, [finished, refetch]);
}
