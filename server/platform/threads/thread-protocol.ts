import type { CrossingError } from './crossing-error.js';
import type { ThreadSettings } from './thread-task.js';

/** What a thread is started with. */
export interface ThreadSetup {
  /** Path of the compiled module that exports `threadTasks`. */
  readonly tasks: string;
  readonly settings: ThreadSettings;
}

/** From the host to a thread. */
export interface ThreadCall {
  readonly id: number;
  readonly task: string;
  readonly input: unknown;
  /** Its first and only number becomes 1 when the caller no longer wants the result. */
  readonly cancelled: Int32Array;
}

/** From a thread to the host. */
export type ThreadReply =
  | { readonly id: number; readonly kind: 'begun' }
  | { readonly id: number; readonly kind: 'message'; readonly message: unknown }
  | { readonly id: number; readonly kind: 'output'; readonly output: unknown }
  | { readonly id: number; readonly kind: 'error'; readonly error: CrossingError };
