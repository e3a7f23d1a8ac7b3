import type { EntityManager } from 'typeorm';
import { JOB_LOCK } from './job-channel.js';

/**
 * Hands a job to the queue, or hands it over again; in the transaction of the manager. The queue's own retries
 * only cover a database that was lost before a run could be noted.
 */
export async function deliver(
  manager: EntityManager,
  { id, kind }: { id: string; kind: string },
  delaySeconds = 0,
): Promise<void> {
  await manager.query(
    `SELECT graphile_worker.add_job($1, json_build_object('id', $2::text), job_key => $3,
       run_at => now() + make_interval(secs => $4))`,
    [kind, id, queueKey(id), delaySeconds],
  );
}

/** Takes a job that nobody runs yet back from the queue. */
export async function withdraw(manager: EntityManager, id: string): Promise<void> {
  await manager.query('SELECT graphile_worker.remove_job($1)', [queueKey(id)]);
}

const queueKey = (id: string) => `job-${id}`;

/**
 * Finds jobs that are said to run but whose process holds no lock on them any more: it was killed, or lost its
 * database. They are queued again, or fail when they have had all their attempts.
 *
 * @returns the ids of the jobs found
 */
export async function recoverJobs(manager: EntityManager): Promise<string[]> {
  return manager.transaction(async (transaction) => {
    const lost: LostJob[] = await transaction.query(RECOVER, [JOB_LOCK, KILLED]);
    const workers = lost.flatMap(({ workers }) => workers ?? []);
    if (lost.length > 0)
      await transaction.query('SELECT graphile_worker.force_unlock_workers($1)', [workers]);
    for (const job of lost) {
      if (job.status === 'QUEUED') await deliver(transaction, job);
      else await withdraw(transaction, job.id);
    }
    return lost.map(({ id }) => id);
  });
}

interface LostJob {
  readonly id: string;
  readonly kind: string;
  readonly status: string;
  readonly workers: string[] | null;
}

const KILLED = 'The server stopped each time it ran this job; its log may say why';

/** One statement, so that the locks are looked at after the rows were seen as running. */
const RECOVER = `
  WITH lost AS (
    UPDATE jobs SET
      status = CASE WHEN cancelling THEN 'CANCELLED' WHEN attempts_left > 1 THEN 'QUEUED' ELSE 'FAILED' END::job_status,
      error = CASE WHEN NOT cancelling AND attempts_left <= 1 THEN $2 END,
      finished_at = CASE WHEN cancelling OR attempts_left <= 1 THEN now() END,
      attempts_left = attempts_left - 1
    WHERE status = 'RUNNING' AND NOT EXISTS (
      SELECT FROM pg_locks
      WHERE locktype = 'advisory' AND objsubid = 2 AND classid = $1::int::oid
        AND objid = (jobs.id & 2147483647)::int::oid
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    )
    RETURNING id::text, kind, status, locked_by
  )
  SELECT id, kind, status, CASE WHEN locked_by IS NULL THEN NULL ELSE ARRAY[locked_by] END AS workers FROM lost
`;
