import { fnv1a } from '../../../random/index.js';
import type { Logger } from '../../telemetry/logger.js';
import type { PeriodicTask } from '../job-task.js';
import { type JobChannel, PERIODIC_LOCK } from './job-channel.js';

/** Runs periodic tasks, each in one process at a time: whoever gets its lock first. */
export class PeriodicRunner {
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly runs = new Set<Promise<void>>();
  private stopped = false;

  constructor(
    private readonly channel: JobChannel,
    private readonly log: Logger,
  ) {}

  start(tasks: readonly PeriodicTask[]): void {
    for (const task of tasks) this.schedule(task, 0);
  }

  /** Waits for what runs. */
  async stop(): Promise<void> {
    this.stopped = true;
    for (const timer of this.timers.values()) clearTimeout(timer);
    await Promise.all(this.runs);
  }

  private schedule(task: PeriodicTask, delaySeconds: number): void {
    if (this.stopped) return;
    const timer = setTimeout(() => {
      const run = this.run(task).finally(() => {
        this.runs.delete(run);
        this.schedule(task, task.everySeconds);
      });
      this.runs.add(run);
    }, delaySeconds * 1000);
    this.timers.set(task.name, timer);
  }

  private async run(task: PeriodicTask): Promise<void> {
    const key = keyOf(task.name);
    try {
      if (!(await this.channel.tryLock(PERIODIC_LOCK, key))) return;
      await task.run().finally(() => this.channel.unlock(PERIODIC_LOCK, key));
    } catch (error) {
      this.log.warn({ err: error, task: task.name }, 'a periodic task failed; it runs again');
    }
  }
}

/** PostgreSQL takes signed keys of 32 bits. */
const keyOf = (name: string) => fnv1a(name) & 0x7fffffff;
