/** What connections are for: requests, what takes events in (with authentication and health), or jobs and commands. */
export type Purpose = 'request' | 'ingestion' | 'job';

/**
 * How long a statement of a request may take. The longest one of a report over ten million events, that of a trend by
 * day, takes 2 seconds on two cores.
 */
export const REQUEST_LIMIT_SECONDS = 30;
/** How long a statement of a job may take, e.g. one that adds up a hundred million events. */
export const JOB_LIMIT_MINUTES = 60;
/** How long a statement of a migration may take, e.g. one that rewrites the largest table. */
export const MIGRATION_LIMIT_HOURS = 6;

/** What PostgreSQL stops by itself on a connection; in milliseconds. */
interface TimeLimits {
  /** One statement, with its waiting for locks. */
  readonly statement_timeout: number;
  /** A transaction in which nothing happens, since it keeps its locks. */
  readonly idle_in_transaction_session_timeout: number;
}

const ofRequests: TimeLimits = {
  statement_timeout: REQUEST_LIMIT_SECONDS * 1_000,
  idle_in_transaction_session_timeout: 60_000,
};

/** Stated for every connection: what a role or a database sets would count otherwise. */
export const TIME_LIMITS: Readonly<Record<Purpose | 'queue' | 'migration', TimeLimits>> = {
  request: ofRequests,
  ingestion: ofRequests,
  job: {
    statement_timeout: JOB_LIMIT_MINUTES * 60_000,
    idle_in_transaction_session_timeout: JOB_LIMIT_MINUTES * 60_000, // gigabytes of weights may be copied in one
  },
  queue: ofRequests, // short statements; what listens is idle, which no limit of statements counts
  migration: {
    statement_timeout: MIGRATION_LIMIT_HOURS * 3_600_000,
    idle_in_transaction_session_timeout: MIGRATION_LIMIT_HOURS * 3_600_000,
  },
};
