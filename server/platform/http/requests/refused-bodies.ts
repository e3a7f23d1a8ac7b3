import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyReply } from 'fastify';

/** Statuses of senders who may send nothing, or nothing more of this kind. */
const UNWANTED: readonly number[] = [401, 403, 413, 415, 429];

/** How long the rest of a refused body is read, so that its sender sees the answer instead of a broken connection. */
const LINGER_MS = 2_000;

/** Reads no further a body whose sender was refused. Call it before any route is added. */
export function endRefusedBodies(app: FastifyInstance): void {
  app.addHook('onSend', async ({ raw }, reply) => {
    if (!raw.complete && UNWANTED.includes(reply.statusCode)) readNoFurther(raw, reply);
  });
}

/** A body has no end of its own: its sender could keep the server reading. */
function readNoFurther(request: IncomingMessage, reply: FastifyReply): void {
  reply.removeHeader('connection'); // "close" would break the connection under the answer
  reply.raw.once('finish', () => {
    setTimeout(() => request.complete || request.destroy(), LINGER_MS).unref();
  });
}
