import { type ExecutionResult, GraphQLError } from 'graphql';
import type { DomainError } from '../../../errors/domain-error.js';

type Next<T> = IteratorResult<T | ExecutionResult, void>;

/** The results of a subscription for as long as its viewer may have them, then one that says why no more come. */
export class GuardedStream<T> implements AsyncIterableIterator<T | ExecutionResult, void> {
  private isOver = false;
  private farewell: ExecutionResult | null = null;
  private tellWaiting: ((next: Next<T>) => void) | null = null;

  /** @param refusal why the viewer may have no more; null as long as they may */
  constructor(
    private readonly source: AsyncGenerator<T>,
    private readonly refusal: () => Promise<DomainError | null>,
  ) {}

  [Symbol.asyncIterator]() {
    return this;
  }

  next(): Promise<Next<T>> {
    if (this.isOver) return Promise.resolve(this.end());
    return new Promise((resolve, reject) => {
      this.tellWaiting = resolve;
      this.source
        .next()
        .then((next) => this.pass(next))
        .catch(reject);
    });
  }

  /** Ends the stream, even while it waits for a result, unless its viewer may have more. */
  async check(): Promise<void> {
    const refusal = await this.refusal();
    if (!refusal || this.isOver) return;
    const { message, code } = refusal;
    this.farewell = { errors: [new GraphQLError(message, { extensions: { code } })] };
    this.finish();
  }

  async return(): Promise<Next<T>> {
    this.finish();
    return { done: true, value: undefined };
  }

  async throw(error: unknown): Promise<Next<T>> {
    this.finish();
    throw error;
  }

  private async pass(next: Next<T>): Promise<void> {
    if (next.done || this.isOver) return this.finish();
    await this.check();
    if (!this.isOver) this.tell(next);
  }

  private finish(): void {
    if (this.isOver) return;
    this.isOver = true;
    if (this.tellWaiting) this.tell(this.end());
    void this.source.return(undefined).catch(() => {}); // no client waits any longer
  }

  private tell(next: Next<T>): void {
    this.tellWaiting?.(next);
    this.tellWaiting = null;
  }

  private end(): Next<T> {
    const { farewell } = this;
    this.farewell = null;
    return farewell ? { done: false, value: farewell } : { done: true, value: undefined };
  }
}
