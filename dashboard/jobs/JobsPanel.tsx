import { NetworkStatus } from '@apollo/client';
import { useQuery } from '@apollo/client/react';
import { Badge, Table, Text } from '@mantine/core';
import { formatDuration, formatMoment } from '../format/dates.js';
import { formatShare } from '../format/numbers.js';
import { JOB_STATUS_NAMES } from '../format/words.js';
import { type JobStateFragment, JobsDocument } from '../generated/graphql.js';
import { LoadMore } from '../ui/LoadMore.js';
import { EmptyNotice } from '../ui/page/EmptyNotice.js';
import { Panel } from '../ui/page/Panel.js';
import { QueryView } from '../ui/page/QueryView.js';
import { JobTable } from './JobTable.js';
import { jobFraction, jobName, jobWords, STATUS_COLORS } from './job-state.js';
import { usePolling } from './use-polling.js';

const PAGE_SIZE = 25;
const POLL_MS = 5000;

export function JobsPanel() {
  const query = useQuery(JobsDocument, {
    variables: { first: PAGE_SIZE },
    fetchPolicy: 'cache-and-network',
  });
  const { data, error, networkStatus, refetch, fetchMore } = query;
  // An answer has the newest jobs alone: it would take away those that were asked for besides.
  usePolling(query, POLL_MS, (data?.jobs.edges.length ?? 0) <= PAGE_SIZE);
  return (
    <Panel title="Jobs" lead="Work that takes longer than a page may wait, newest first.">
      <QueryView data={data} error={error} refetch={refetch}>
        {({ jobs }) =>
          jobs.edges.length === 0 ? (
            <EmptyNotice title="No job has run yet">Imports and the demo workspace run as jobs.</EmptyNotice>
          ) : (
            <>
              <JobsTable jobs={jobs.edges.map(({ node }) => node)} />
              <LoadMore
                shown={jobs.edges.length}
                total={jobs.totalCount}
                hasNextPage={jobs.pageInfo.hasNextPage}
                loading={networkStatus === NetworkStatus.fetchMore}
                onLoad={() => fetchMore({ variables: { after: jobs.pageInfo.endCursor } })}
              />
            </>
          )
        }
      </QueryView>
    </Panel>
  );
}

function JobsTable({ jobs }: { readonly jobs: readonly JobStateFragment[] }) {
  return (
    <JobTable heading="Job">
      {jobs.map((job) => (
        <JobRow key={job.id} job={job} />
      ))}
    </JobTable>
  );
}

function JobRow({ job }: { readonly job: JobStateFragment }) {
  const fraction = job.status === 'RUNNING' ? jobFraction(job) : null;
  return (
    <Table.Tr>
      <Table.Td>
        <Text size="sm" fw={550}>
          {jobName(job.kind)}
        </Text>
        <Text size="xs" c="dimmed" maw="60ch">
          {jobWords(job)}
        </Text>
      </Table.Td>
      <Table.Td>
        <Badge color={STATUS_COLORS[job.status]} variant="light" tt="none">
          {JOB_STATUS_NAMES[job.status]}
          {fraction !== null && ` ${formatShare(fraction)}`}
        </Badge>
      </Table.Td>
      <Table.Td>
        {formatMoment(job.createdAt)}
        <Text size="xs" c="dimmed">
          {job.requestedBy}
        </Text>
      </Table.Td>
      <Table.Td className="number">
        {job.startedAt && job.finishedAt ? formatDuration(job.startedAt, job.finishedAt) : '–'}
      </Table.Td>
    </Table.Tr>
  );
}
