import { rateLimited } from '../errors/domain-error.js';

export interface TurnLimits {
  /** Maximum of works that are under way. */
  readonly atATime: number;
  /** Maximum of works that wait for their turn. */
  readonly waiting: number;
  /** Who is told that too many wait: `The models are`, say. */
  readonly subject: string;
}

const RETRY_AFTER_SECONDS = 5;

/** Lets few works that need much memory be under way in a process; the others wait, the earliest first. */
export class Turns {
  private underWay = 0;
  private readonly queue: (() => void)[] = [];

  constructor(private readonly limits: TurnLimits) {}

  /** @throws {DomainError} RATE_LIMITED where too many wait; else what the work throws */
  async take<T>(work: () => Promise<T>): Promise<T> {
    const end = await this.begin();
    try {
      return await work();
    } finally {
      end();
    }
  }

  /**
   * Resolves when it is the caller's turn.
   *
   * @returns what ends the turn: call it once
   * @throws {DomainError} RATE_LIMITED where too many wait
   */
  async begin(): Promise<() => void> {
    if (this.underWay < this.limits.atATime) this.underWay++;
    else await this.wait();
    return () => {
      const next = this.queue.shift();
      if (next) next();
      else this.underWay--;
    };
  }

  /** Resolves when a work that ends hands its place on. */
  private wait(): Promise<void> {
    if (this.queue.length >= this.limits.waiting)
      throw rateLimited(`${this.limits.subject} busy: try again in a few seconds`, RETRY_AFTER_SECONDS);
    return new Promise((resolve) => this.queue.push(resolve));
  }
}
