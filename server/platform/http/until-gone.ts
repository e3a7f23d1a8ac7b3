import type { FastifyReply } from 'fastify';

/**
 * Aborts when the client goes away before it has its whole answer.
 *
 * @param reason of the signal; an `AbortError` by default
 */
export function untilGone({ raw }: FastifyReply, reason?: Error): AbortSignal {
  const controller = new AbortController();
  raw.once('close', () => {
    if (!raw.writableFinished) controller.abort(reason);
  });
  return controller.signal;
}
