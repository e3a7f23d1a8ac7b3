import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger as QueueLogger, type Runner, run, type TaskList, type WorkerEvents } from 'graphile-worker';
import type { Logger } from '../telemetry/logger.js';
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
  private active: Runner | undefined;
  private isRefused = false;
  private loop: Promise<void> = Promise.resolve();

  constructor(private readonly options: JobWorkerOptions) {
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
    const { channel, log } = this.options;
    while (!this.stopped) {
      try {
        await channel.open();
        this.active = await run(this.queueOptions());
        if (this.stopped || !channel.isOpen) await this.rest();
        await this.active.promise;
      } catch (error) {
        log.warn({ err: error }, 'the job queue stopped; starting it again');
      }
      this.active = undefined;
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
