import type { HostedThread, RunOptions } from './hosted-thread.js';
import { MAX_WAITING, type ThreadHost } from './thread-host.js';
import type { InputOf, MessageOf, OutputOf, ThreadTasks } from './thread-task.js';
import { NotBegunError, TryAgainError } from './try-again-error.js';

const IDLE_MS = 5 * 60_000;

export interface SharedThreadOptions {
  /** How long it stays, with whatever it holds in memory, after its last call; 5 minutes by default. */
  readonly idleMs?: number;
  /** Most calls that it takes before it has answered any of them; 64 by default. */
  readonly maxWaiting?: number;
}

/**
 * One thread for many short calls, one after the other, which can keep things in memory between them. It starts with
 * the first call and stops when there are none for a while. A call that is cancelled fails at once, but its task goes on
 * until it asks `throwIfCancelled`. When a call breaks the thread, that call fails; those that waited are asked once
 * more of another thread.
 */
export class SharedThread<Tasks extends ThreadTasks> {
  private thread: HostedThread | undefined;
  private waiting = 0;
  private idle: NodeJS.Timeout | undefined;

  constructor(
    private readonly host: ThreadHost<Tasks>,
    private readonly options: SharedThreadOptions = {},
  ) {}

  /**
   * Runs a task after the ones that were asked for before.
   *
   * @throws {TryAgainError} where too many wait, or other calls broke two threads; else as `ThreadHost.runInThread`
   */
  async call<Name extends keyof Tasks & string>(
    task: Name,
    input: InputOf<Tasks, Name>,
    options: RunOptions<MessageOf<Tasks, Name>> = {},
  ): Promise<OutputOf<Tasks, Name>> {
    const { maxWaiting = MAX_WAITING, idleMs = IDLE_MS } = this.options;
    if (this.waiting >= maxWaiting) throw new TryAgainError('RATE_LIMITED', `${this.host.subject} are busy`);
    clearTimeout(this.idle);
    this.waiting++;
    try {
      const ask = () => this.alive().call(task, input, options);
      const output = await ask().catch((error: unknown) => {
        if (error instanceof NotBegunError) return ask();
        throw error;
      });
      return output as OutputOf<Tasks, Name>; // as the table of tasks says
    } finally {
      this.waiting--;
      if (this.waiting === 0) this.idle = setTimeout(() => this.stop(), idleMs).unref();
    }
  }

  private alive(): HostedThread {
    if (!this.thread?.isAlive) this.thread = this.host.start();
    return this.thread;
  }

  private stop(): void {
    const { thread } = this;
    this.thread = undefined;
    if (thread) void this.host.stop(thread);
  }
}
