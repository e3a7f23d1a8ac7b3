import { useEffect } from 'react';

/** A query, as far as it can be asked again and again. */
interface Polled {
  readonly startPolling: (everyMs: number) => void;
  readonly stopPolling: () => void;
}

/** Asks again and again as long as it is wanted: until a run is finished, and again where a failed one is resumed. */
export function usePolling({ startPolling, stopPolling }: Polled, everyMs: number, isWanted: boolean): void {
  useEffect(() => {
    if (!isWanted) return undefined;
    startPolling(everyMs);
    return stopPolling;
  }, [startPolling, stopPolling, everyMs, isWanted]);
}
