import type { Purpose } from './time-limits.js';

/** One for a transaction or a lock, and one for what is done under it. */
const CONNECTIONS_A_JOB = 2;

/**
 * How many connections a server holds at most for each purpose. Half of those for requests are kept for ingestion, and
 * jobs have as many again, or two for each if that is more.
 *
 * Work that holds a connection must not ask for another one of the same purpose: if all of it did, none would go on.
 * Jobs may ask for one more, which their number of connections allows.
 *
 * @param requests connections for all requests, at least 2
 * @param jobs     that run at the same time
 */
export function poolSizes(requests: number, jobs: number): Readonly<Record<Purpose, number>> {
  const half = Math.floor(requests / 2);
  return { request: requests - half, ingestion: half, job: Math.max(requests, jobs * CONNECTIONS_A_JOB) };
}
