import { rateLimited } from '../errors/domain-error.js';

export interface TurnLimits {
  /** Maximum number of tasks that run at once. */
  readonly atATime: number;
  /** Maximum number of tasks that wait for their turn. */
  readonly waiting: number;
  /** Begins the message that too many wait: `The models are`, say. */
  readonly subject: string;
}

const RETRY_AFTER_SECONDS = 5;

/** Limits concurrent memory-heavy tasks of a process; the rest queue in order. */
export class Turns {
  private running = 0;
  private readonly queue: (() => void)[] = [];

  constructor(private readonly limits: TurnLimits) {}

  /**
   * @param signal gives the place in the queue back when it aborts
   * @throws {DomainError} RATE_LIMITED if too many wait; else what the task throws
   * @throws the signal's reason when it aborts before the task begins
   */
  async take<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const end = await this.begin(signal);
    try {
      return await task();
    } finally {
      end();
    }
  }

  /**
   * Resolves when it is the caller's turn.
   *
   * @param signal gives the place in the queue back when it aborts
   * @returns what ends the turn: call it once
   * @throws {DomainError} RATE_LIMITED where too many wait
   * @throws the signal's reason when it aborts before
   */
  async begin(signal?: AbortSignal): Promise<() => void> {
    signal?.throwIfAborted();
    if (this.running < this.limits.atATime) this.running++;
    else await this.wait(signal);
    return () => {
      const next = this.queue.shift();
      if (next) next();
      else this.running--;
    };
  }

  /** Resolves when a task that ends hands its place on. */
  private wait(signal: AbortSignal | undefined): Promise<void> {
    if (this.queue.length >= this.limits.waiting)
      throw rateLimited(`${this.limits.subject} busy: try again in a few seconds`, RETRY_AFTER_SECONDS);
    return new Promise((resolve, reject) => {
      const begin = () => {
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        this.queue.splice(this.queue.indexOf(begin), 1);
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', leave, { once: true });
      this.queue.push(begin);
    });
  }
}
