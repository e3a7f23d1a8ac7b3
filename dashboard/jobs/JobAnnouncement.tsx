import { JOB_STATUS_NAMES } from '../format/words.js';
import type { JobStatus } from '../generated/graphql.js';
import type { JobOutcome } from './job-state.js';

export interface JobAnnouncementProps {
  readonly status: JobStatus;
  readonly outcome?: JobOutcome | null | undefined;
}

/** Reads a new state of a job out; the sentence about it on the page changes too often for that. */
export const JobAnnouncement = ({ status, outcome }: JobAnnouncementProps) => (
  <span className="visually-hidden" role="status">
    {outcome?.words ?? JOB_STATUS_NAMES[status]}
  </span>
);
