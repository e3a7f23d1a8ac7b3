import DataLoader from 'dataloader';
import { type DataSource, type EntityManager, In } from 'typeorm';
import { z } from 'zod';
import { ADMINISTER, allows, authorize } from '../access/authorize.js';
import type { Viewer } from '../access/viewer.js';
import type { AuditLog } from '../auth/audit/audit-log.js';
import { conflict, forbidden, invalidInput, notFound } from '../errors/domain-error.js';
import type { ConnectionArgs } from '../graphql/connections/connection.input.js';
import type { Connection } from '../graphql/connections/connection.type.js';
import { listConnection } from '../graphql/connections/list-connection.js';
import { Job, JobStatus } from './job.entity.js';
import { idOf, mayCancel, maySee, nameOf, SEE_WORKSPACE_JOBS, USE_JOBS } from './job-access.js';
import { attemptsOf, type JobTask } from './job-task.js';
import { watchJob } from './watch-job.js';
import type { JobChannel } from './worker/job-channel.js';
import { deliver, withdraw } from './worker/job-queue.js';

const JOB_ID = /^\d{1,18}$/;

export interface JobRequest {
  /** Of a registered task. */
  readonly kind: string;
  /** What it is about, e.g. the name of a file; see `Job.subject`. */
  readonly subject?: string;
  readonly payload: unknown;
  readonly workspaceId?: string | null;
  readonly requestedBy: Viewer;
  /** Queues it in the transaction of this manager: it runs when that commits, or never. */
  readonly manager?: EntityManager;
}

export interface JobServiceOptions {
  readonly dataSource: DataSource;
  readonly audit: AuditLog;
  readonly channel: JobChannel;
  /** By kind. */
  readonly tasks: ReadonlyMap<string, JobTask>;
}

export class JobService {
  /** One query for all who watch jobs that change at the same moment. */
  private readonly watched = new DataLoader((ids: readonly string[]) => this.listByIdsUnchecked(ids), {
    cache: false,
  });

  constructor(private readonly options: JobServiceOptions) {}

  /**
   * Queues a job. Whether the viewer may ask for it is the business of the command that calls this.
   *
   * @throws {DomainError} INVALID_INPUT for a payload that the task does not take
   */
  async enqueueUnchecked(request: JobRequest): Promise<Job> {
    const { manager } = request;
    return manager
      ? this.add(manager, request)
      : this.options.dataSource.transaction((own) => this.add(own, request));
  }

  /** @throws {DomainError} NOT_FOUND also for a job that the viewer may not see */
  async get(viewer: Viewer, id: string): Promise<Job> {
    return this.visible(viewer, id, await this.read(id));
  }

  /** The job, if there is one that the viewer may see. @throws {DomainError} NOT_FOUND */
  visible(viewer: Viewer, id: string, job: Job | null): Job {
    authorize(viewer, USE_JOBS);
    if (!job || !maySee(viewer, job)) throw notFound('Job', id);
    return job;
  }

  /**
   * One job or null an id, in the order of the ids: the contract of DataLoader. Pass each through `visible`, or ask
   * only for jobs of what the viewer was shown.
   */
  async listByIdsUnchecked(ids: readonly string[]): Promise<(Job | null)[]> {
    const jobs = await this.options.dataSource.getRepository(Job).findBy({ id: In([...ids]) });
    const byId = new Map(jobs.map((job) => [job.id, job]));
    return ids.map((id) => byId.get(id) ?? null);
  }

  /** Newest first: the viewer's own, and those of the workspace for whoever may see them. */
  async list(viewer: Viewer, workspaceId: string, args: ConnectionArgs): Promise<Connection<Job>> {
    authorize(viewer, USE_JOBS);
    const query = this.options.dataSource.getRepository(Job).createQueryBuilder('job');
    const parameters = { workspaceId, requesterId: idOf(viewer) };
    if (allows(ADMINISTER, viewer)) {
      query.where('(job.workspace_id = :workspaceId OR job.workspace_id IS NULL)', parameters);
    } else if (allows(SEE_WORKSPACE_JOBS, viewer)) {
      query.where('(job.workspace_id = :workspaceId OR job.requester_id = :requesterId)', parameters);
    } else {
      query.where('job.requester_id = :requesterId', parameters);
    }
    const key = { sql: 'job.id', type: 'bigint', of: ({ id }: Job) => id };
    return listConnection(query, args, { viewer, keys: [key], descending: true });
  }

  /**
   * Cancels a job that waits; tells one that runs to stop, in whatever process.
   *
   * @throws {DomainError} NOT_FOUND; FORBIDDEN for somebody else's job; CONFLICT when it has already ended
   */
  async cancel(viewer: Viewer, id: string): Promise<Job> {
    const job = await this.get(viewer, id);
    if (!mayCancel(viewer, job))
      throw forbidden('Only who asked for a job, or an administrator, may cancel it');
    await this.options.dataSource.transaction(async (manager) => {
      if (!(await cancelIn(manager, id))) return;
      await this.options.audit.record(manager, viewer, 'job.cancel', { type: 'Job', id }, { kind: job.kind });
    });
    return this.get(viewer, id);
  }

  /**
   * Queues a job that failed once more, with all its attempts and for who asked for it first; a cancellation that came
   * too late for the failure is forgotten. Its time counts from when it runs again, so that the days between do
   * not look like work; `createdAt` stays. Whether the viewer may have that is the business of the command that calls
   * this.
   *
   * @throws {DomainError} CONFLICT for a job that has not failed
   */
  async retryUnchecked(viewer: Viewer, id: string): Promise<void> {
    await this.options.dataSource.transaction(async (manager) => {
      const job = await manager.findOneOrFail(Job, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (job.status !== JobStatus.FAILED) throw conflict(`Job ${id} has not failed`);
      const queued = {
        status: JobStatus.QUEUED,
        cancelling: false,
        startedAt: null,
        finishedAt: null,
        error: null,
        message: null,
        attemptsLeft: attemptsOf(this.options.tasks.get(job.kind)),
      };
      await manager.update(Job, id, queued);
      await deliver(manager, job);
      await this.options.audit.record(manager, viewer, 'job.retry', { type: 'Job', id }, { kind: job.kind });
    });
  }

  /** Every state of a job from now to its end; it asks no permission: pass what it yields through `visible`. */
  watchUnchecked(id: string): AsyncIterableIterator<Job | null> {
    return watchJob(id, this.options.channel, async () => (JOB_ID.test(id) ? this.watched.load(id) : null));
  }

  private async read(id: string): Promise<Job | null> {
    return JOB_ID.test(id) ? this.options.dataSource.getRepository(Job).findOneBy({ id }) : null;
  }

  private async add(manager: EntityManager, request: JobRequest): Promise<Job> {
    const { kind, subject = null, requestedBy, workspaceId = null } = request;
    const task = this.options.tasks.get(kind);
    if (!task) throw new Error(`No task of the kind "${kind}" is registered`);
    const { success, data, error } = task.payload.safeParse(request.payload);
    if (!success) throw invalidInput(z.prettifyError(error));
    const job = await manager.save(
      manager.create(Job, {
        kind,
        subject,
        payload: data as object,
        workspaceId,
        requesterId: idOf(requestedBy),
        requestedBy: nameOf(requestedBy),
        attemptsLeft: attemptsOf(task),
      }),
      { reload: true },
    );
    await deliver(manager, job);
    return manager.findOneByOrFail(Job, { id: job.id });
  }
}

/**
 * @returns false where somebody has cancelled it already
 * @throws {DomainError} CONFLICT when it has ended otherwise
 */
async function cancelIn(manager: EntityManager, id: string): Promise<boolean> {
  const { status, cancelling } = await manager.findOneOrFail(Job, {
    where: { id },
    lock: { mode: 'pessimistic_write' },
  });
  if (status === JobStatus.SUCCEEDED || status === JobStatus.FAILED) {
    throw conflict(`Job ${id} has already ended`);
  }
  if (status === JobStatus.CANCELLED || cancelling) return false;
  if (status === JobStatus.RUNNING) await manager.update(Job, id, { cancelling: true });
  if (status === JobStatus.QUEUED) {
    await manager.update(Job, id, { status: JobStatus.CANCELLED, finishedAt: new Date() });
    await withdraw(manager, id);
  }
  return true;
}
