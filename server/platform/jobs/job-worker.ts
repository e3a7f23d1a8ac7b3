import { setTimeout as sleep } from 'node:timers/promises';
import { Logger as QueueLogger, type Runner, run, type TaskList } from 'graphile-worker';
import type { Logger } from '../telemetry/logger.js';
import type { JobRunner } from './job-runner.js';

const RESTART_MS = 1_000;
const STOP_LIMIT_MS = 15_000;

export interface JobWorkerOptions {
  readonly url: string;
  readonly concurrency: number;
  readonly kinds: readonly string[];
  readonly runner: JobRunner;
  readonly log: Logger;
}

/** Fetches jobs from the queue until it is stopped; starts again when the queue's own worker gives up. */
export class JobWorker {
  private stopped = false;
  private active: Runner | undefined;
  private loop: Promise<void> = Promise.resolve();

  constructor(private readonly options: JobWorkerOptions) {}

  start(): void {
    this.loop = this.work();
  }

  /** Interrupts what runs and waits until it is back in the queue. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.options.runner.shutDown();
    const ended = Promise.all([this.active?.stop().catch(() => {}), this.loop]);
    await Promise.race([ended, sleep(STOP_LIMIT_MS, undefined, { ref: false })]);
  }

  private async work(): Promise<void> {
    while (!this.stopped) {
      try {
        this.active = await run(this.queueOptions());
        if (this.stopped) await this.active.stop();
        await this.active.promise;
      } catch (error) {
        this.options.log.warn({ err: error }, 'the job queue stopped; starting it again');
      }
      if (!this.stopped) await sleep(RESTART_MS);
    }
  }

  private queueOptions() {
    const { url, concurrency, kinds, runner, log } = this.options;
    const taskList: TaskList = Object.fromEntries(
      kinds.map((kind) => [
        kind,
        (payload, { job }) => runner.run((payload as { id: string }).id, job.locked_by),
      ]),
    );
    return {
      connectionString: url,
      concurrency,
      maxPoolSize: concurrency + 2,
      noHandleSignals: true,
      taskList,
      logger: queueLogger(log),
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } }, // else nobody catches their errors
    };
  }
}

/** What the queue says of itself matters only where something is wrong. */
const queueLogger = (log: Logger) =>
  new QueueLogger(() => (level, message, meta) => {
    const write = level === 'error' || level === 'warning' ? 'warn' : 'debug';
    log[write]({ ...meta }, `job queue: ${message}`);
  });
