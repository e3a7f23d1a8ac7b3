import { JOB_LIMIT_MINUTES, REQUEST_LIMIT_SECONDS } from '../time-limits.js';

/** SQLSTATE of a statement that was cancelled, by its time limit or by a person. */
const QUERY_CANCELED = '57014';

/** What a client is told whose request was stopped. */
export const REQUEST_STOPPED = `This took longer than ${REQUEST_LIMIT_SECONDS} seconds and was stopped: ask for less (fewer days, a shorter search), or try again later`;

/** What is said of a job or a command that was stopped. */
export const JOB_STOPPED = `A step in the database took longer than ${JOB_LIMIT_MINUTES} minutes and was stopped: start it again when the database has less to do, or divide the work`;

/** Why a request whose client went away asks the database nothing more; it looks like a statement that was stopped. */
export class ClientGoneError extends Error {
  readonly code = QUERY_CANCELED;

  constructor() {
    super('The client went away before its answer');
  }
}

/** Whether an error says that a statement was stopped before its end. */
export function isStopped(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, cause } = error as NodeJS.ErrnoException;
  return code === QUERY_CANCELED || isStopped(cause);
}
