import { sep } from 'node:path';
import { DomainError } from '../../../platform/index.js';

/** What a thread is started with. */
export interface ThreadSetup {
  /** The one tensor backend to accept; the fastest that starts where it is null. */
  readonly tensorBackend: string | null;
  /** Path of the compiled module that exports `threadTasks`. */
  readonly tasks: string;
}

/** From the host to a thread. */
export interface ThreadCall {
  readonly id: number;
  readonly task: string;
  readonly input: unknown;
  /** Its first and only number becomes 1 when nobody wants the result any more. */
  readonly cancelled: Int32Array;
}

/** From a thread to the host. */
export type ThreadReply =
  | { readonly id: number; readonly kind: 'begun' }
  | { readonly id: number; readonly kind: 'message'; readonly message: unknown }
  | { readonly id: number; readonly kind: 'output'; readonly output: unknown }
  | { readonly id: number; readonly kind: 'error'; readonly error: CrossingError };

/** An error as it crosses between threads, which would lose its class. */
export interface CrossingError {
  /** Null for a defect. */
  readonly code: DomainError['code'] | null;
  readonly message: string;
  readonly stack: string | null;
  /** The backend is broken: the thread is of no more use. */
  readonly fatal: boolean;
}

/** A thread had no room for a call, or ended because of another one: the same call may succeed a little later. */
export class TryAgainError extends DomainError {
  constructor(code: 'CONFLICT' | 'RATE_LIMITED', message: string) {
    super(code, `${message}: try again in a few seconds`);
  }
}

/** A call was not begun when its thread ended because of another one: on another thread it may succeed at once. */
export class NotBegunError extends TryAgainError {
  constructor() {
    super('CONFLICT', 'The models broke down while they computed another request');
  }
}

/**
 * The error again on the side of who waits: a `DomainError`, or a defect with the stack of the thread.
 *
 * @param dataDirectory left out of the paths that a `DomainError` names
 */
export function fromCrossing(
  { code, message, stack }: CrossingError,
  { dataDirectory }: { readonly dataDirectory?: string | undefined } = {},
): Error {
  if (code)
    return new DomainError(code, dataDirectory ? message.replaceAll(dataDirectory + sep, '') : message);
  return Object.assign(new Error(message), stack ? { stack } : {});
}
