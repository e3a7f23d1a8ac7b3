import { ThreadHost, type ThreadTasks } from '../../platform/index.js';

export interface ModelThreadsOptions {
  /** Path of a compiled module that exports `threadTasks`, from the project's folder. */
  readonly tasks: string;
  /** `TOILE_TF_BACKEND`: the one tensor backend to accept; the fastest that starts where it is absent. */
  readonly tensorBackend?: string | undefined;
  /** Folder of everything that is kept; what people are told names files in it by their path from there. */
  readonly dataDirectory?: string;
  /** As of `ThreadHost`. */
  readonly maxHeapMebibytes?: number;
}

/**
 * Threads that compute models, each with a tensor backend of its own. Trainings and evaluations are jobs: `TOILE_JOBS`
 * limits how many run, so that an evaluation of seconds never waits here for a training of hours.
 */
export const modelThreads = <Tasks extends ThreadTasks>({
  tensorBackend,
  dataDirectory,
  ...options
}: ModelThreadsOptions): ThreadHost<Tasks> =>
  new ThreadHost({
    ...options,
    settings: { tensorBackend, dataDirectory },
    maxRuns: Number.POSITIVE_INFINITY,
    subject: 'The models',
    memoryAdvice:
      'use a smaller model or fewer images, or register a version that a remote model server runs',
  });
