import { NetworkStatus } from '@apollo/client';
import { useQuery } from '@apollo/client/react';
import { Anchor } from '@mantine/core';
import { Link } from 'react-router';
import { ImportRunsDocument } from '../../generated/graphql.js';
import { usePolling } from '../../jobs/use-polling.js';
import { useWorkspacePath } from '../../session/session.js';
import { LoadMore } from '../../ui/LoadMore.js';
import { EmptyNotice } from '../../ui/page/EmptyNotice.js';
import { Panel } from '../../ui/page/Panel.js';
import { QueryView } from '../../ui/page/QueryView.js';
import { ImportTable } from './ImportTable.js';

const PAGE_SIZE = 25;
const POLL_MS = 5000;

/** The files that were imported, each of which can be reverted. */
export function ImportsPanel() {
  const query = useQuery(ImportRunsDocument, {
    variables: { first: PAGE_SIZE },
    fetchPolicy: 'cache-and-network',
  });
  const { data, error, networkStatus, refetch, fetchMore } = query;
  // A poll returns the newest page only: polling a longer list would drop the pages loaded after it.
  usePolling(query, POLL_MS, (data?.importRuns.edges.length ?? 0) <= PAGE_SIZE);
  return (
    <Panel title="Imports" lead="Files that were imported, newest first. Dry runs leave nothing here.">
      <QueryView data={data} error={error} refetch={refetch}>
        {({ importRuns }) => (
          <>
            <ImportTable runs={importRuns.edges.map(({ node }) => node)} empty={<NoImport />} />
            <LoadMore
              list={importRuns}
              loading={networkStatus === NetworkStatus.fetchMore}
              fetchMore={fetchMore}
            />
          </>
        )}
      </QueryView>
    </Panel>
  );
}

function NoImport() {
  const workspacePath = useWorkspacePath();
  return (
    <EmptyNotice title="No file was imported yet">
      <Anchor component={Link} to={workspacePath('import')}>
        Import a file
      </Anchor>
    </EmptyNotice>
  );
}
