import { conflict } from '../../../platform/index.js';

/**
 * Does a work of several requests, with one signal for all of them: it aborts at the limit, and when the work ends,
 * so that nothing of a work that failed goes on.
 *
 * @param name of the work, as a sentence begins with it
 * @throws {DomainError} CONFLICT at the limit, where the work heeds the signal; else what the work throws
 */
export async function withinTime<T>(
  limitMs: number,
  name: string,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const tooLong = conflict(`${name} took more than ${limitMs / 1000} seconds: ask for fewer images`);
  const timer = setTimeout(() => controller.abort(tooLong), limitMs);
  try {
    return await work(controller.signal);
  } finally {
    clearTimeout(timer);
    controller.abort();
  }
}
