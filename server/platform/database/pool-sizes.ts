import type { Purpose } from './time-limits.js';

/** One for a transaction or a lock, and one for what is done under it. */
const CONNECTIONS_A_JOB = 2;

/**
 * How many connections a server holds at most for each purpose: as many as configured for requests, as many again for
 * ingestion, and as many again for jobs, or two for each if that is more.
 *
 * Work that holds a connection must not ask for another one of the same purpose: if all of it did, none would go on.
 * Jobs may ask for one more, which their number of connections allows.
 *
 * @param configured `TOILE_DATABASE_POOL`
 * @param jobs       that run at the same time
 */
export function poolSizes(configured: number, jobs: number): Readonly<Record<Purpose, number>> {
  return { request: configured, ingestion: configured, job: Math.max(configured, jobs * CONNECTIONS_A_JOB) };
}
