import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyInstance {
    /** How slow clients of this server may be. */
    readonly patience: Patience;
  }
  interface FastifyContextConfig {
    /** The body may be large: it must keep to a rate, and has no time in which all of it must arrive. */
    takesFile?: boolean;
  }
}

/** How long a server waits for clients that send or read slowly. */
export interface Patience {
  /** Until the headers of a request have arrived, in ms. */
  readonly headersMs: number;
  /** Until the body of a request has arrived, in ms. */
  readonly bodyMs: number;
  /** Minimum rate of a file that is sent, and of an answer that is read, averaged over `rateMs`. */
  readonly bytesPerSecond: number;
  readonly rateMs: number;
}

export const PATIENCE: Patience = {
  headersMs: 20_000,
  bodyMs: 30_000,
  bytesPerSecond: 16 * 1024,
  rateMs: 30_000,
};

const CHECKS = 10;

/** What Node watches by itself, as options of Fastify. An idle connection is closed after Fastify's 72 seconds. */
export const connectionOptions = ({ headersMs }: Patience) => ({
  http: { headersTimeout: headersMs, connectionsCheckingInterval: headersMs / CHECKS },
});

/**
 * Answers 408 to a body that arrives too slowly, and ends the connection of a client that reads its answer too slowly.
 * Time that the server itself takes, and a stream in which nothing happens, count for nothing. Call it before any
 * route is added.
 */
export function refuseSlowClients(app: FastifyInstance, patience: Patience): void {
  app.decorate('patience', patience);
  const exchanges = new Set<Exchange>();
  app.addHook('onRequest', async (request, reply) => {
    exchanges.add(new Exchange(request, reply, patience));
  });
  const check = () => {
    for (const exchange of exchanges) {
      if (exchange.isOver) exchanges.delete(exchange);
      else exchange.check(performance.now());
    }
  };
  const timer = setInterval(check, Math.min(patience.bodyMs, patience.rateMs) / CHECKS).unref();
  app.addHook('onClose', async () => clearInterval(timer));
}

/** A span of time, and the bytes that were through at its start. */
interface Span {
  readonly since: number;
  readonly bytes: number;
}

/** A request and its answer. */
class Exchange {
  private readonly socket: Socket;
  private sent: Span;
  /** While the answer waits for its client. */
  private read: Span | null = null;

  constructor(
    private readonly request: FastifyRequest,
    private readonly reply: FastifyReply,
    private readonly patience: Patience,
  ) {
    this.socket = request.raw.socket;
    this.sent = { since: performance.now(), bytes: this.socket.bytesRead };
  }

  get isOver(): boolean {
    return this.socket.destroyed || (this.request.raw.complete && this.reply.raw.closed);
  }

  check(now: number): void {
    if (!this.request.raw.complete && !this.isWaitingForUs() && this.sendsTooSlowly(now)) this.refuse();
    else if (this.readsTooSlowly(now)) this.socket.destroy();
  }

  /** Whether more has been sent than the server has looked at. */
  private isWaitingForUs(): boolean {
    const { readableLength, readableHighWaterMark } = this.request.raw;
    return readableLength >= readableHighWaterMark;
  }

  private sendsTooSlowly(now: number): boolean {
    const { bodyMs, rateMs } = this.patience;
    const elapsed = now - this.sent.since;
    if (!this.request.routeOptions.config.takesFile) return elapsed >= bodyMs;
    if (elapsed < rateMs) return false;
    const { bytesRead } = this.socket;
    const isSlow = bytesRead - this.sent.bytes < this.bytesIn(elapsed);
    this.sent = { since: now, bytes: bytesRead };
    return isSlow;
  }

  /** A large piece shows no progress until all of it is through, so it has time in proportion to its size. */
  private readsTooSlowly(now: number): boolean {
    const { bytesWritten, writableLength } = this.socket;
    const through = bytesWritten - writableLength;
    if (writableLength === 0) this.read = null;
    else this.read ??= { since: now, bytes: through };
    if (!this.read || now - this.read.since < this.patience.rateMs) return false;
    const wanted = this.bytesIn(now - this.read.since);
    const done = through - this.read.bytes;
    if (done >= wanted) this.read = { since: now, bytes: through };
    return done + writableLength < wanted;
  }

  private bytesIn(ms: number): number {
    return (this.patience.bytesPerSecond * ms) / 1000;
  }

  private refuse(): void {
    const { reply, request } = this;
    if (reply.sent) request.raw.destroy();
    else {
      reply.raw.once('finish', () => request.raw.destroy()); // who reads the body hears that it ends
      void reply.header('connection', 'close').send(new BodyTooSlow());
    }
  }
}

class BodyTooSlow extends Error {
  readonly statusCode = 408;
  override readonly message =
    'The body of the request arrived too slowly: send it again on a better connection';
}
