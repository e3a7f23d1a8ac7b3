import { Badge, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { formatDuration, formatMoment } from '../format/dates.js';
import { formatShare } from '../format/numbers.js';
import { JOB_STATUS_NAMES } from '../format/words.js';
import type { JobStateFragment } from '../generated/graphql.js';
import { type DataColumn, DataTable } from '../ui/DataTable.js';
import { type JobOutcome, jobFraction, STATUS_COLORS } from './job-state.js';

export interface JobTableRow {
  readonly id: string;
  readonly name: ReactNode;
  readonly job: JobStateFragment;
  readonly outcome?: JobOutcome | null;
  readonly requestedAt: string;
  readonly requestedBy: string | null;
  /** Below its state. */
  readonly note?: ReactNode;
}

interface JobTableProps {
  readonly label: string;
  /** What a row is: a job, or a kind of job. */
  readonly heading: string;
  readonly rows: readonly JobTableRow[];
  readonly empty?: ReactNode;
  readonly className?: string;
}

/** Background work: what, its state, who requested it and when, how long it took. */
export function JobTable({ heading, ...table }: JobTableProps) {
  const columns: readonly DataColumn<JobTableRow>[] = [
    { header: heading, cell: ({ name }) => name, namesRow: true },
    {
      header: 'State',
      cell: ({ job, outcome, note, requestedAt }) => (
        <>
          <JobBadge job={job} outcome={outcome} />
          {note}
          <Text size="xs" c="dimmed" hiddenFrom="sm">
            {formatMoment(requestedAt)}
          </Text>
        </>
      ),
    },
    {
      header: 'Requested',
      cell: ({ requestedAt, requestedBy }) => (
        <>
          {formatMoment(requestedAt)}
          <Text size="xs" c="dimmed" className="e-mail">
            {requestedBy}
          </Text>
        </>
      ),
      wideOnly: true,
    },
    { header: 'Took', cell: ({ job }) => took(job), numeric: true, wideOnly: true },
  ];
  return <DataTable columns={columns} rowKey={({ id }) => id} {...table} />;
}

const took = ({ startedAt, finishedAt }: JobStateFragment) =>
  startedAt && finishedAt ? formatDuration(startedAt, finishedAt) : '–';

function JobBadge({ job, outcome }: Pick<JobTableRow, 'job' | 'outcome'>) {
  const fraction = job.status === 'RUNNING' ? jobFraction(job) : null;
  return (
    <Badge color={outcome?.color ?? STATUS_COLORS[job.status]} variant="light" tt="none" miw="max-content">
      {JOB_STATUS_NAMES[job.status]}
      {fraction !== null && ` ${formatShare(fraction)}`}
    </Badge>
  );
}
