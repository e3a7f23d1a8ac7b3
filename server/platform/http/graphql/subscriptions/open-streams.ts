import type { FastifyReply, FastifyRequest } from 'fastify';
import { senderOf } from '../../../access/sender.js';
import { rateLimited } from '../../../errors/domain-error.js';
import { GuardedStream } from './guarded-stream.js';
import type { ViewerCheck } from './viewer-check.js';

/** Open streams of one sender: a page has one while it shows a job. */
const MAX_STREAMS_PER_VIEWER = 10;
/** Open streams of this process. */
const MAX_STREAMS = 500;
/** When a refused client may try again. */
const RETRY_AFTER_SECONDS = 30;
/** How long a stream without results may outlive the authority of its viewer. */
const CHECK_EVERY_MS = 2_000;

interface Stream {
  readonly owner: string;
  guard: { check(): Promise<void> } | null;
}

/** The subscriptions of this process: how many there are, and whether each viewer may still have theirs. */
export class OpenStreams {
  private readonly streams = new Map<FastifyReply, Stream>();
  private readonly checking = setInterval(() => this.check(), CHECK_EVERY_MS).unref();

  constructor(private readonly viewers: ViewerCheck) {}

  /**
   * Counts a stream until its connection breaks or `close` is called.
   *
   * @throws {DomainError} RATE_LIMITED when its viewer, or all together, have as many as they may
   */
  open(request: FastifyRequest, reply: FastifyReply): void {
    const owner = senderOf(request);
    const owned = [...this.streams.values()].filter((stream) => stream.owner === owner).length;
    if (owned >= MAX_STREAMS_PER_VIEWER || this.streams.size >= MAX_STREAMS) {
      throw rateLimited(
        'Too many subscriptions are open: close one, or try again later',
        RETRY_AFTER_SECONDS,
      );
    }
    this.streams.set(reply, { owner, guard: null });
    reply.raw.once('close', () => this.close(reply));
  }

  /** The results, which end when the viewer who opened the stream may have no more. */
  guard<T>(request: FastifyRequest, reply: FastifyReply, results: AsyncGenerator<T>): GuardedStream<T> {
    const guard = new GuardedStream(results, () => this.viewers.refusal(request));
    const stream = this.streams.get(reply);
    if (stream) stream.guard = guard;
    return guard;
  }

  close(reply: FastifyReply): void {
    this.streams.delete(reply);
  }

  /** Breaks every connection. */
  stop(): void {
    clearInterval(this.checking);
    for (const reply of this.streams.keys()) reply.raw.destroy();
  }

  private check(): void {
    for (const [{ log }, { guard }] of this.streams) {
      guard?.check().catch((error) => log.error({ err: error }, 'a subscription could not be checked'));
    }
  }
}
