import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * What a connection is needed for. `ingestion` is recording events and all that waits for it: who asks, and health.
 * `job` is everything outside of HTTP requests: jobs, upkeep and commands.
 */
export type Purpose = 'request' | 'ingestion' | 'job';

interface Work {
  readonly purpose: Purpose;
  /** Stops the statements of the work when it aborts; null for work that runs to its end. */
  signal: AbortSignal | null;
}

const storage = new AsyncLocalStorage<Work>();
const JOB: Work = { purpose: 'job', signal: null };

/** Does some work, whose statements use the connections of a purpose, however deep they are. */
export const runFor = <T>(purpose: Purpose, work: () => T, signal: AbortSignal | null = null): T =>
  storage.run({ purpose, signal }, work);

/** What is being done now. */
export const currentWork = (): Readonly<Work> => storage.getStore() ?? JOB;

/** From now on nothing stops the work that is being done: it changes something, so that its end must not be left to chance. */
export function runToTheEnd(): void {
  const work = storage.getStore();
  if (work) work.signal = null;
}
