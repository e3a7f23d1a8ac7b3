import type { DataSource } from 'typeorm';
import type { AuditLog } from '../auth/audit/audit-log.js';
import { urlOf } from '../database/migrate.js';
import type { Logger } from '../telemetry/logger.js';
import { Job } from './job.entity.js';
import { JOB_TOPIC, JobResolver } from './job.resolver.js';
import { JobService } from './job.service.js';
import type { JobTask, PeriodicTask } from './job-task.js';
import { JobChannel } from './worker/job-channel.js';
import { JobProcess } from './worker/job-process.js';

export const jobEntities = [Job];

export interface JobsOptions {
  readonly dataSource: DataSource;
  readonly log: Logger;
  readonly audit: AuditLog;
}

export interface JobsWork {
  readonly tasks: readonly JobTask[];
  readonly periodicTasks?: readonly PeriodicTask[];
}

/**
 * Work that is done later. Register every domain's tasks before anything is queued; `start` makes this process work.
 */
export function createJobs({ dataSource, log, audit }: JobsOptions) {
  const tasks = new Map<string, JobTask>();
  const periodicTasks: PeriodicTask[] = [];
  const channel = new JobChannel(urlOf(dataSource), log);
  const service = new JobService({ dataSource, audit, channel, tasks });
  const process = new JobProcess({ dataSource, log, channel, tasks, periodicTasks });
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

    start: (concurrency: number): Promise<void> => process.start(concurrency),
    isWorking: (): boolean => process.isWorking,
    stop: (): Promise<void> => process.stop(),
  };
}
