import { JOB_STATUS_NAMES } from '../format/words.js';
import type { JobStatus } from '../generated/graphql.js';

/** Reads a new state of a job out; the sentence about it on the page changes too often for that. */
export const JobAnnouncement = ({ status }: { readonly status: JobStatus }) => (
  <span className="visually-hidden" role="status">
    {JOB_STATUS_NAMES[status]}
  </span>
);
