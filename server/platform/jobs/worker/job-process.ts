import type { DataSource } from 'typeorm';
import { urlOf } from '../../database/migrate.js';
import type { Logger } from '../../telemetry/logger.js';
import type { JobTask, PeriodicTask } from '../job-task.js';
import type { JobChannel } from './job-channel.js';
import { recoverJobs } from './job-queue.js';
import { JobRunner } from './job-runner.js';
import { JobWorker } from './job-worker.js';
import { PeriodicRunner } from './periodic-runner.js';

const RECOVER_EVERY_SECONDS = 5;

export interface JobProcessOptions {
  readonly dataSource: DataSource;
  readonly log: Logger;
  readonly channel: JobChannel;
  /** By kind. */
  readonly tasks: ReadonlyMap<string, JobTask>;
  readonly periodicTasks: readonly PeriodicTask[];
}

/** What this process does for jobs of every process. */
export class JobProcess {
  private readonly runner: JobRunner;
  private readonly periodic: PeriodicRunner;
  private worker: JobWorker | undefined;
  private isStopped = false;

  constructor(private readonly options: JobProcessOptions) {
    this.runner = new JobRunner(options);
    this.periodic = new PeriodicRunner(options.channel, options.log);
  }

  /** Whether it hears of jobs, and fetches them if it was started to. */
  get isWorking(): boolean {
    return this.options.channel.isOpen && (this.worker?.isFetching ?? true);
  }

  /** @param concurrency jobs at a time; 0 leaves them to other processes, and with them the periodic tasks */
  async start(concurrency: number): Promise<void> {
    const { dataSource, log, channel, tasks, periodicTasks } = this.options;
    await channel.open();
    if (concurrency === 0 || this.isStopped) return;
    this.periodic.start([recovery(dataSource, log), ...periodicTasks]);
    this.worker = new JobWorker({
      url: urlOf(dataSource),
      concurrency,
      kinds: [...tasks.keys()],
      channel,
      runner: this.runner,
      log,
    });
    this.worker.start();
  }

  /** Gives running jobs back to the queue, waits for periodic tasks, and closes the connections. */
  async stop(): Promise<void> {
    this.isStopped = true;
    await Promise.all([this.worker?.stop(), this.periodic.stop()]);
    await this.options.channel.close();
  }
}

const recovery = (dataSource: DataSource, log: Logger): PeriodicTask => ({
  name: 'recover-jobs',
  everySeconds: RECOVER_EVERY_SECONDS,
  run: async () => {
    const ids = await recoverJobs(dataSource.manager);
    if (ids.length > 0) log.warn({ jobIds: ids }, 'jobs of a process that stopped were queued again');
  },
});
