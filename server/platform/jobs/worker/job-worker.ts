import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger as QueueLogger, type Runner, run, type TaskList, type WorkerEvents } from 'graphile-worker';
import type { Pool } from 'pg';
import { createQueuePool } from '../../database/queue-pool.js';
import type { Logger } from '../../telemetry/logger.js';
import type { JobChannel } from './job-channel.js';
import type { JobRunner } from './job-runner.js';

const RESTART_MS = 1_000;
const STOP_LIMIT_MS = 15_000;

export interface JobWorkerOptions {
  readonly url: string;
  readonly concurrency: number;
  readonly kinds: readonly string[];
  readonly channel: JobChannel;
  readonly runner: JobRunner;
  readonly log: Logger;
}

/**
 * Fetches jobs from the queue until it is stopped; starts again when the queue's own worker gives up. It rests while
 * the channel is away: without its locks no job may run, and the queue's own worker returns from an outage late.
 */
export class JobWorker {
  private stopped = false;
  private readonly pool: Pool;
  private active: Runner | undefined;
  private isRefused = false;
  private loop: Promise<void> = Promise.resolve();

  constructor(private readonly options: JobWorkerOptions) {
    this.pool = createQueuePool(options.url, options.concurrency + 2);
    options.channel.on('lost', () => void this.rest());
  }

  /** Whether jobs are fetched as they come. */
  get isFetching(): boolean {
    return this.active !== undefined && !this.isRefused;
  }

  start(): void {
    this.loop = this.work();
  }

  /** Interrupts what runs and waits until it is back in the queue. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.options.runner.shutDown();
    const ended = Promise.all([this.rest(), this.loop]);
    await Promise.race([ended, sleep(STOP_LIMIT_MS, undefined, { ref: false })]);
  }

  private async rest(): Promise<void> {
    await this.active?.stop().catch(() => {}); // it has stopped before
  }

  private async work(): Promise<void> {
    while (!this.stopped) {
      if (this.options.channel.isOpen) await this.workUntilLost();
      if (!this.stopped) await sleep(RESTART_MS);
    }
    await this.pool.end();
  }

  private async workUntilLost(): Promise<void> {
    try {
      this.active = await run(this.queueOptions());
      if (this.stopped || !this.options.channel.isOpen) await this.rest();
      await this.active.promise;
    } catch (error) {
      this.options.log.warn({ err: error }, 'the job queue stopped; starting it again');
    } finally {
      this.active = undefined;
    }
  }

  private queueOptions() {
    const { concurrency, kinds, runner, log } = this.options;
    const taskList: TaskList = Object.fromEntries(
      kinds.map((kind) => [
        kind,
        (payload, { job }) => runner.run((payload as { id: string }).id, job.locked_by),
      ]),
    );
    return {
      pgPool: this.pool,
      concurrency,
      noHandleSignals: true,
      taskList,
      events: this.queueEvents(),
      logger: queueLogger(log),
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } }, // else nobody catches their errors
    };
  }

  private queueEvents(): WorkerEvents {
    const note = (isRefused: boolean) => () => {
      this.isRefused = isRefused;
    };
    return new EventEmitter()
      .on('worker:getJob:error', note(true))
      .on('worker:getJob:empty', note(false))
      .on('job:start', note(false));
  }
}

/** What the queue says of itself matters only where something is wrong. */
const queueLogger = (log: Logger) =>
  new QueueLogger(() => (level, message, meta) => {
    const write = level === 'error' || level === 'warning' ? 'warn' : 'debug';
    log[write]({ ...meta }, `job queue: ${message}`);
  });
