import { join } from 'node:path';
import { PROJECT_ROOT } from '../../../platform/index.js';
import { HostedThread, type HostedThreadOptions } from './hosted-thread.js';
import { TryAgainError } from './thread-protocol.js';
import type { InputOf, MessageOf, OutputOf, ThreadTasks } from './thread-task.js';

/** The compiled entry of a thread; tests, which run from the sources, use the same file. */
const THREAD_FILE = join(PROJECT_ROOT, 'dist', 'server', 'models', 'compute', 'threads', 'thread.js');

export interface ThreadHostOptions extends HostedThreadOptions {
  /** `TOILE_TF_BACKEND`: the one tensor backend to accept; the fastest that starts where it is absent. */
  readonly tensorBackend?: string | undefined;
  /** Path of a compiled module that exports `threadTasks`, from the project's folder. */
  readonly tasks: string;
}

export interface RunOptions<Message> {
  /** Ends the thread at once. */
  readonly signal?: AbortSignal | undefined;
  readonly onMessage?: ((message: Message) => void) | undefined;
}

/**
 * Starts threads for model code, which would block the server's event loop. The names of tasks and the types
 * of what goes in and out come from the table of tasks.
 */
export class ThreadHost<Tasks extends ThreadTasks> {
  private readonly threads = new Set<HostedThread>();
  private closed = false;

  constructor(private readonly options: ThreadHostOptions) {}

  /**
   * Runs long work in a thread of its own.
   *
   * @throws {DomainError} what the task could have told its user: INVALID_INPUT for a `ModelError`; CONFLICT
   *   when the thread ran out of memory
   * @throws the signal's reason when it aborts; anything else is a defect
   */
  async runInThread<Name extends keyof Tasks & string>(
    task: Name,
    input: InputOf<Tasks, Name>,
    { signal, onMessage }: RunOptions<MessageOf<Tasks, Name>> = {},
  ): Promise<OutputOf<Tasks, Name>> {
    signal?.throwIfAborted();
    const thread = this.start();
    try {
      const output = await thread.call(task, input, { signal, onMessage });
      return output as OutputOf<Tasks, Name>;
    } finally {
      await this.stop(thread);
    }
  }

  /** A thread that takes many calls, until `stop`. @throws {TryAgainError} once it is closed */
  start(): HostedThread {
    if (this.closed) throw new TryAgainError('CONFLICT', 'Toile is stopping');
    const { tensorBackend = null, tasks, ...options } = this.options;
    const setup = { tensorBackend, tasks: join(PROJECT_ROOT, tasks) };
    const thread = new HostedThread(THREAD_FILE, setup, options);
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
