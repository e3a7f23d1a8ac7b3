import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { isDatabaseGone } from '../../database/faults/database-gone.js';
import { isStopped, JOB_STOPPED } from '../../database/faults/stopped-statement.js';
import { DomainError } from '../../errors/domain-error.js';
import type { Logger } from '../../telemetry/logger.js';
import { requesterOf } from '../job-requester.js';
import { attemptsOf, type JobTask } from '../job-task.js';
import { JOB_LOCK, type JobChannel, lockKey } from './job-channel.js';
import { deliver } from './job-queue.js';
import { ProgressWriter } from './progress-writer.js';

const SOMEBODY_RUNS_IT_SECONDS = 5;
const FIRST_RETRY_SECONDS = 2;
const REWRITE_MS = 500;

/** Why a run is told to stop. */
type StopReason = 'cancelled' | 'interrupted';

/** A job as its run found it. */
interface ClaimedJob {
  readonly id: string;
  readonly kind: string;
  readonly payload: unknown;
  readonly workspace_id: string | null;
  readonly requester_id: string | null;
  readonly requested_by: string;
  readonly run: number;
  readonly attempts_left: number;
}

export interface JobRunnerOptions {
  readonly dataSource: DataSource;
  readonly channel: JobChannel;
  /** By kind. */
  readonly tasks: ReadonlyMap<string, JobTask>;
  readonly log: Logger;
}

/** Runs jobs that the queue delivers. The table `jobs` says how each stands; the queue never retries by itself. */
export class JobRunner {
  private readonly running = new Map<string, AbortController>();
  private stopping = false;

  constructor(private readonly options: JobRunnerOptions) {
    const { channel } = options;
    channel.on('cancelling', (id) => this.stop(id, 'cancelled'));
    channel.on('lost', () => this.interruptAll());
  }

  /** Runs a delivered job unless it has ended meanwhile, or another process has it. */
  async run(id: string, worker: string | null): Promise<void> {
    if (this.running.has(id) || !(await this.options.channel.tryLock(JOB_LOCK, lockKey(id)))) {
      return this.deliverLater(id);
    }
    const controller = new AbortController();
    this.running.set(id, controller);
    try {
      const job = await this.claim(id, worker);
      if (job) await this.runClaimed(job, controller.signal);
    } finally {
      this.running.delete(id);
      await this.options.channel.unlock(JOB_LOCK, lockKey(id));
    }
  }

  /** Tells every run to stop, since the process does; each goes back to the queue. */
  shutDown(): void {
    this.stopping = true;
    this.interruptAll();
  }

  private interruptAll(): void {
    for (const id of this.running.keys()) this.stop(id, 'interrupted');
  }

  private stop(id: string, reason: StopReason): void {
    this.running.get(id)?.abort(reason);
  }

  private async claim(id: string, worker: string | null): Promise<ClaimedJob | undefined> {
    const [[job]] = await this.options.dataSource.query(
      `UPDATE jobs SET status = 'RUNNING', run = run + 1, locked_by = $2, started_at = coalesce(started_at, now()),
         done = 0, total = NULL, message = NULL, error = NULL
       WHERE id = $1 AND status IN ('QUEUED', 'RUNNING') RETURNING *`,
      [id, worker],
    );
    return job;
  }

  private async runClaimed(job: ClaimedJob, signal: AbortSignal): Promise<void> {
    const progress = new ProgressWriter(this.options.dataSource, job);
    try {
      const task = this.options.tasks.get(job.kind)!; // the queue delivers only kinds that we registered
      const result = await task.run(task.payload.parse(job.payload), {
        id: job.id,
        workspaceId: job.workspace_id,
        requestedBy: job.requested_by,
        requester: await requesterOf(this.options.dataSource.manager, job.requester_id),
        signal,
        report: (state) => progress.report(state),
      });
      await progress.flush();
      await this.end(job, 'SUCCEEDED', { result });
    } catch (error) {
      await progress.flush();
      await this.endBadly(job, error, signal.aborted ? (signal.reason as StopReason) : null);
    }
  }

  private async endBadly(job: ClaimedJob, error: unknown, stopped: StopReason | null): Promise<void> {
    if (stopped === 'cancelled') return this.end(job, 'CANCELLED', {});
    if (stopped === 'interrupted')
      return this.requeue(job, { attemptsLeft: job.attempts_left, delaySeconds: 0 });
    if (error instanceof DomainError) return this.end(job, 'FAILED', { error: error.message });
    if (isStopped(error)) return this.end(job, 'FAILED', { error: JOB_STOPPED });
    this.options.log.error({ err: error, jobId: job.id, kind: job.kind }, 'a job failed on a defect');
    const attemptsLeft = job.attempts_left - 1;
    if (attemptsLeft > 0) return this.requeue(job, { attemptsLeft, delaySeconds: this.delayAfter(job) });
    const masked = `It stopped on an unexpected error; the log of the server has the details under job ${job.id}`;
    return this.end(job, 'FAILED', { error: masked });
  }

  /** By the attempts used since it was queued; runs that were interrupted, or came before a retry, are none. */
  private delayAfter({ kind, attempts_left: attemptsLeft }: ClaimedJob): number {
    const used = attemptsOf(this.options.tasks.get(kind)) - attemptsLeft;
    return FIRST_RETRY_SECONDS * 3 ** Math.max(used, 0);
  }

  private async end(
    { id, run }: ClaimedJob,
    status: 'SUCCEEDED' | 'FAILED' | 'CANCELLED',
    { result = null, error = null }: { result?: unknown; error?: string | null },
  ): Promise<void> {
    await this.untilWritten(() =>
      this.options.dataSource.query(
        `UPDATE jobs SET status = $3, result = $4, error = $5, finished_at = now()
       WHERE id = $1 AND run = $2 AND status = 'RUNNING'`,
        [id, run, status, result === null ? null : JSON.stringify(result), error],
      ),
    );
  }

  private async requeue(
    job: ClaimedJob,
    { attemptsLeft, delaySeconds }: { attemptsLeft: number; delaySeconds: number },
  ): Promise<void> {
    await this.untilWritten(() =>
      this.options.dataSource.transaction(async (manager) => {
        const [, count] = await manager.query(
          `UPDATE jobs SET status = 'QUEUED', attempts_left = $3 WHERE id = $1 AND run = $2 AND status = 'RUNNING'`,
          [job.id, job.run, attemptsLeft],
        );
        if (count > 0) await deliver(manager, job, delaySeconds);
      }),
    );
  }

  /** A run that has ended is not forgotten because the database is gone for a moment. */
  private async untilWritten(write: () => Promise<void>): Promise<void> {
    for (;;) {
      try {
        return await write();
      } catch (error) {
        if (this.stopping || !isDatabaseGone(error)) throw error;
        await sleep(REWRITE_MS);
      }
    }
  }

  private async deliverLater(id: string): Promise<void> {
    const { manager } = this.options.dataSource;
    const [job] = await manager.query('SELECT id, kind FROM jobs WHERE id = $1 AND finished_at IS NULL', [
      id,
    ]);
    if (job) await deliver(manager, job, SOMEBODY_RUNS_IT_SECONDS);
  }
}
