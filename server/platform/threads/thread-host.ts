import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Turns } from '../concurrency/turns.js';
import { PROJECT_ROOT } from '../config/version.js';
import { HostedThread, type HostedThreadOptions, type RunOptions } from './hosted-thread.js';
import type { InputOf, MessageOf, OutputOf, ThreadTasks } from './thread-task.js';
import { TryAgainError } from './try-again-error.js';

/** The compiled entry of a thread; tests, which run from the sources, use the same file. */
const THREAD_FILE = join(PROJECT_ROOT, 'dist', 'server', 'platform', 'threads', 'thread.js');

/** Most runs of a host, or calls of a shared thread, that wait. */
export const MAX_WAITING = 64;

export interface ThreadHostOptions extends Omit<HostedThreadOptions, 'settings'> {
  /** Path of a compiled module that exports `threadTasks`, from the project's folder. */
  readonly tasks: string;
  readonly settings?: HostedThreadOptions['settings'];
  /**
   * Most runs at once, each in a thread of its own: the others wait. As many as there are cores by default, which suits
   * a host that serves requests. Where a job queue limits the work, set no limit here: a run would wait for runs of
   * hours while its job holds a place in the queue.
   */
  readonly maxRuns?: number;
}

/**
 * Starts threads for functions that would block the event loop. The names of tasks and the types of what goes in and
 * out come from the table of tasks.
 */
export class ThreadHost<Tasks extends ThreadTasks> {
  private readonly threads = new Set<HostedThread>();
  private readonly turns: Turns;
  private closed = false;

  constructor(private readonly options: ThreadHostOptions) {
    const { maxRuns = availableParallelism(), subject } = options;
    this.turns = new Turns({ atATime: maxRuns, waiting: MAX_WAITING, subject: `${subject} are` });
  }

  /** As in `ThreadWords`. */
  get subject(): string {
    return this.options.subject;
  }

  /**
   * Runs long work in a thread of its own, which ends at once when the signal aborts.
   *
   * @throws {DomainError} what the task throws as one; CONFLICT when the thread ran out of memory; RATE_LIMITED where
   *   too many runs wait
   * @throws the signal's reason when it aborts; anything else is a defect
   */
  async runInThread<Name extends keyof Tasks & string>(
    task: Name,
    input: InputOf<Tasks, Name>,
    options: RunOptions<MessageOf<Tasks, Name>> = {},
  ): Promise<OutputOf<Tasks, Name>> {
    return this.turns.take(async () => {
      const thread = this.start();
      try {
        const output = await thread.call(task, input, options);
        return output as OutputOf<Tasks, Name>; // as the table of tasks says
      } finally {
        await this.stop(thread);
      }
    }, options.signal);
  }

  /** A thread that takes many calls, until `stop`. @throws {TryAgainError} once it is closed */
  start(): HostedThread {
    if (this.closed) throw new TryAgainError('CONFLICT', 'Toile is stopping');
    const { tasks, settings = {} } = this.options;
    const thread = new HostedThread(THREAD_FILE, {
      ...this.options,
      settings,
      tasks: join(PROJECT_ROOT, tasks),
    });
    this.threads.add(thread);
    thread.onExit(() => this.threads.delete(thread));
    return thread;
  }

  async stop(thread: HostedThread): Promise<void> {
    this.threads.delete(thread);
    await thread.stop();
  }

  /** Ends every thread; what waits for one fails. */
  async close(): Promise<void> {
    this.closed = true;
    await Promise.all([...this.threads].map((thread) => this.stop(thread)));
  }
}
