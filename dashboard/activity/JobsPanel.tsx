import { NetworkStatus } from '@apollo/client';
import { useQuery } from '@apollo/client/react';
import { JobsDocument } from '../generated/graphql.js';
import { JobTable } from '../jobs/JobTable.js';
import { usePolling } from '../jobs/use-polling.js';
import { LoadMore } from '../ui/LoadMore.js';
import { EmptyNotice } from '../ui/page/EmptyNotice.js';
import { Panel } from '../ui/page/Panel.js';
import { QueryView } from '../ui/page/QueryView.js';
import { toJobRow } from './job-row.js';

const PAGE_SIZE = 25;
const POLL_MS = 5000;

export function JobsPanel() {
  const query = useQuery(JobsDocument, {
    variables: { first: PAGE_SIZE },
    fetchPolicy: 'cache-and-network',
  });
  const { data, error, networkStatus, refetch, fetchMore } = query;
  // A poll returns the newest page only: polling a longer list would drop the pages loaded after it.
  usePolling(query, POLL_MS, (data?.jobs.edges.length ?? 0) <= PAGE_SIZE);
  return (
    <Panel title="Jobs" lead="Background jobs, newest first.">
      <QueryView data={data} error={error} refetch={refetch}>
        {({ jobs }) => (
          <>
            <JobTable
              label="Jobs"
              heading="Job"
              rows={jobs.edges.map(({ node }) => toJobRow(node))}
              empty={<NoJob />}
            />
            <LoadMore list={jobs} loading={networkStatus === NetworkStatus.fetchMore} fetchMore={fetchMore} />
          </>
        )}
      </QueryView>
    </Panel>
  );
}

const NoJob = () => (
  <EmptyNotice title="No jobs yet">
    Imports, trainings, evaluations, image generation and deletions are listed here.
  </EmptyNotice>
);
