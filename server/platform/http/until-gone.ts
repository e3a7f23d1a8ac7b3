import type { FastifyReply } from 'fastify';

/**
 * Aborts when the client goes away before it has its whole answer.
 *
 * @param reason of the signal; an `AbortError` by default
 */
export function untilGone({ raw }: FastifyReply, reason?: Error): AbortSignal {
  const controller = new AbortController();
  const abort = () => {
    if (!raw.writableFinished) controller.abort(reason);
  };
  if (raw.destroyed) abort();
  else raw.once('close', abort);
  return controller.signal;
}
