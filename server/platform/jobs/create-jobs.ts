import type { DataSource } from 'typeorm';
import type { AuditLog } from '../auth/audit/audit-log.js';
import { urlOf } from '../database/migrate.js';
import type { Logger } from '../telemetry/logger.js';
import { Job } from './job.entity.js';
import { JOB_TOPIC, JobResolver } from './job.resolver.js';
import { JobService } from './job.service.js';
import type { JobTask, PeriodicTask } from './job-task.js';
import { JobChannel } from './worker/job-channel.js';
import { recoverJobs } from './worker/job-queue.js';
import { JobRunner } from './worker/job-runner.js';
import { JobWorker } from './worker/job-worker.js';
import { PeriodicRunner } from './worker/periodic-runner.js';

export const jobEntities = [Job];

const RECOVER_EVERY_SECONDS = 5;

export interface JobsOptions {
  readonly dataSource: DataSource;
  readonly log: Logger;
  readonly audit: AuditLog;
}

export interface JobsWork {
  readonly tasks: readonly JobTask[];
  readonly periodicTasks?: readonly PeriodicTask[];
}

/** Work that is done later. Register every domain's tasks before anything is queued; `start` makes this process work. */
export function createJobs({ dataSource, log, audit }: JobsOptions) {
  const tasks = new Map<string, JobTask>();
  const periodicTasks: PeriodicTask[] = [];
  const channel = new JobChannel(urlOf(dataSource), log);
  const service = new JobService({ dataSource, audit, channel, tasks });
  const runner = new JobRunner({ dataSource, channel, tasks, log });
  const periodic = new PeriodicRunner(channel, log);
  let worker: JobWorker | undefined;
  let isStopped = false;

  return {
    service,
    resolvers: [new JobResolver(service)],

    /** Where the schema's subscriptions get their events. */
    subscribe(topic: string, id: string): AsyncIterable<Job | null> {
      if (topic !== JOB_TOPIC) throw new Error(`There are no subscriptions to "${topic}"`);
      return service.watchUnchecked(id);
    },

    register(work: JobsWork): void {
      for (const task of work.tasks) tasks.set(task.kind, task);
      periodicTasks.push(...(work.periodicTasks ?? []));
    },

    /** @param concurrency jobs at a time; 0 leaves them to other processes, and with them the periodic tasks */
    async start(concurrency: number): Promise<void> {
      await channel.open();
      if (concurrency === 0 || isStopped) return;
      periodic.start([recovery(dataSource, log), ...periodicTasks]);
      worker = new JobWorker({
        url: urlOf(dataSource),
        concurrency,
        kinds: [...tasks.keys()],
        channel,
        runner,
        log,
      });
      worker.start();
    },

    /** Whether this process hears of jobs, and fetches them if it was started to. */
    isWorking: (): boolean => channel.isOpen && (worker?.isFetching ?? true),

    /** Gives running jobs back to the queue, waits for periodic tasks, and closes the connections. */
    async stop(): Promise<void> {
      isStopped = true;
      await Promise.all([worker?.stop(), periodic.stop()]);
      await channel.close();
    },
  };
}

const recovery = (dataSource: DataSource, log: Logger): PeriodicTask => ({
  name: 'recover-jobs',
  everySeconds: RECOVER_EVERY_SECONDS,
  run: async () => {
    const ids = await recoverJobs(dataSource.manager);
    if (ids.length > 0) log.warn({ jobIds: ids }, 'jobs of a process that stopped were queued again');
  },
});
