import { Turns } from '../../../platform/index.js';

const subject = 'The readers of Parquet files are';
/** Requests look at the beginning of a file only. */
const requests = new Turns({ atATime: 2, waiting: 8, subject });
/**
 * Jobs keep their process for a whole import, so they never take the turns of requests; one that waits does not fail.
 */
const jobs = new Turns({ atATime: 4, waiting: Number.POSITIVE_INFINITY, subject });

/**
 * Resolves when this process may start another one to read Parquet, since each can take gigabytes of memory.
 *
 * @returns what ends the turn: call it once
 * @throws {DomainError} RATE_LIMITED for a request while too many others wait
 */
export const parquetTurn = (reader: 'request' | 'job'): Promise<() => void> =>
  (reader === 'job' ? jobs : requests).begin();
