import type { z } from 'zod';
import type { Viewer } from '../access/viewer.js';

/** How far a job is, in units of its own (rows, images); what is left out stays as it was. */
export interface JobProgress {
  readonly done?: number;
  /** Null while it is not known. */
  readonly total?: number | null;
  /** What it is doing, for people. */
  readonly message?: string | null;
}

/** What a running job knows of itself. */
export interface JobHandle {
  readonly id: string;
  readonly workspaceId: string | null;
  /** Who asked for it, e.g. an email address; for people to read. */
  readonly requestedBy: string;
  /** Who asked for it, with the permissions of this moment: what the job does, it does in their name. */
  readonly requester: Viewer;
  /** Aborts when somebody cancels the job, when the process stops, or when the database is lost. */
  readonly signal: AbortSignal;
  /** As often as you like: written a few times per second, and shown to whoever watches. */
  report(progress: JobProgress): void;
}

/**
 * A kind of work that is done later, in this process or in another one.
 *
 * A job may run again from its beginning: after a defect, or when its process was killed. So `run` must come to
 * the same end when a part of it has already been done. It should look at `signal` between its steps and throw
 * (`signal.throwIfAborted()`). A `DomainError` ends the job with its message; any other error is a defect, which
 * is tried again and, in the end, reported without its details.
 */
export interface JobTask<P = unknown> {
  /** Unique over all domains, e.g. `import-counts`. */
  readonly kind: string;
  /** Checked when the job is queued and again when it runs; it must accept its own output as JSON. */
  readonly payload: z.ZodType<P>;
  /** How often it is tried at most; 5 by default. */
  readonly attempts?: number;
  /** @returns what the job came to, kept as JSON */
  run(payload: P, job: JobHandle): Promise<unknown>;
}

const DEFAULT_ATTEMPTS = 5;

/** How often jobs of a task are tried at most; also of one that this process does not know. */
export const attemptsOf = (task: JobTask | undefined): number => task?.attempts ?? DEFAULT_ATTEMPTS;

/** Upkeep that runs again and again, in one process at a time. */
export interface PeriodicTask {
  /** Unique over all domains. */
  readonly name: string;
  /** From the end of one run to the start of the next. */
  readonly everySeconds: number;
  run(): Promise<void>;
}
