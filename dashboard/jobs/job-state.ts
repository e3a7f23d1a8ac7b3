import { counted, JOB_STATUS_NAMES } from '../format/words.js';
import type { JobStateFragment, JobStatus } from '../generated/graphql.js';

/** Whether a job will change no more. */
export const isFinished = (status: JobStatus): boolean =>
  status === 'SUCCEEDED' || status === 'FAILED' || status === 'CANCELLED';

export const STATUS_COLORS: Record<JobStatus, string> = {
  QUEUED: 'gray',
  RUNNING: 'indigo',
  SUCCEEDED: 'spruce',
  FAILED: 'madder',
  CANCELLED: 'gray',
};

/** What a job that succeeded came to, where that says more than that it did. */
export interface JobOutcome {
  readonly words: string;
  /** Of the theme: that of success for all of it only. */
  readonly color: string;
}

const KIND_NAMES: Record<string, string> = {
  'load-demo': 'Load the demo workspace',
  demo: 'Load the demo workspace',
  import: 'Import',
  'import-model': 'Import a model',
  'revert-import': 'Revert import',
  'delete-store': 'Delete store',
  'delete-workspace': 'Delete workspace',
  'train-model': 'Train a model',
  'evaluate-model': 'Evaluate a model',
  'generate-candidates': 'Draw images',
};

/** A job's kind in words. */
export const jobName = (kind: string): string => {
  const plain = kind.replaceAll(/[._:\s]/gu, '-');
  return KIND_NAMES[plain] ?? `${plain.charAt(0).toUpperCase()}${plain.slice(1).replaceAll('-', ' ')}`;
};

/** A job in words: its kind and, where it says so, what it is about, e.g. `Import counts: january.csv`. */
export const jobTitle = ({ kind, subject }: Pick<JobStateFragment, 'kind' | 'subject'>): string =>
  [jobName(kind), subject].filter(Boolean).join(' ');

/** How far a job is, 0 to 1; null where it does not know. */
export const jobFraction = ({ done, total }: Pick<JobStateFragment, 'done' | 'total'>): number | null =>
  total === null || total <= 0 ? null : Math.min(1, done / total);

/** One line about where a job stands. */
export function jobWords(
  job: Pick<JobStateFragment, 'status' | 'message' | 'error' | 'done' | 'cancelling'>,
): string {
  if (job.cancelling && !isFinished(job.status)) return 'Stopping';
  if (job.status === 'FAILED') return job.error ?? 'It failed; the server log says why.';
  if (job.status === 'SUCCEEDED' || job.status === 'CANCELLED') return JOB_STATUS_NAMES[job.status];
  if (job.message) return job.message;
  if (job.status === 'RUNNING' && job.done) return `${counted(job.done, 'row')} done`;
  return JOB_STATUS_NAMES[job.status];
}
