import { NetworkStatus } from '@apollo/client';
import { useQuery } from '@apollo/client/react';
import { Button, Group, SegmentedControl } from '@mantine/core';
import { Link } from 'react-router';
import { optionsOf } from '../../format/words.js';
import { type ModelRunKind, ModelRunsDocument } from '../../generated/graphql.js';
import { usePolling } from '../../jobs/use-polling.js';
import { may } from '../../session/may.js';
import { useSession, useWorkspacePath } from '../../session/session.js';
import { LoadMore } from '../../ui/LoadMore.js';
import { EmptyNotice } from '../../ui/page/EmptyNotice.js';
import { Panel } from '../../ui/page/Panel.js';
import { QueryView } from '../../ui/page/QueryView.js';
import { useUrlText } from '../../ui/use-url-text.js';
import { RUN_KIND_NAMES, runsTitle } from '../model-words.js';
import { RunsTable } from './RunsTable.js';

const PAGE_SIZE = 25;
const POLL_MS = 5000;
const EVERY = 'ALL';

/** Every training, evaluation and drawing of the workspace; of a merchant, the drawings they asked for. */
export function RunsPanel() {
  const { role } = useSession().viewer;
  const [kind, setKind] = useUrlText('kind');
  const readsAll = may(role, 'readModels');
  return (
    <Panel
      title={runsTitle(role)}
      lead={
        readsAll ? 'Trainings, evaluations and drawings of this workspace, newest first.' : 'Newest first.'
      }
      actions={may(role, 'runModels') && <StartLinks />}
    >
      {readsAll && (
        <SegmentedControl
          aria-label="Kind of run"
          size="xs"
          mb="md"
          data={[{ value: EVERY, label: 'All' }, ...optionsOf(RUN_KIND_NAMES)]}
          value={isKind(kind) ? kind : EVERY}
          onChange={(value) => setKind(value === EVERY ? '' : value)}
        />
      )}
      <RunList kind={isKind(kind) ? kind : null} />
    </Panel>
  );
}

const isKind = (text: string): text is ModelRunKind => Object.hasOwn(RUN_KIND_NAMES, text);

function StartLinks() {
  const workspacePath = useWorkspacePath();
  return (
    <Group gap="xs">
      <Button component={Link} to={workspacePath('models/evaluate')} variant="default">
        Evaluate
      </Button>
      <Button component={Link} to={workspacePath('models/train')}>
        Train
      </Button>
    </Group>
  );
}

function RunList({ kind }: { readonly kind: ModelRunKind | null }) {
  const query = useQuery(ModelRunsDocument, {
    variables: { first: PAGE_SIZE, kind },
    fetchPolicy: 'cache-and-network',
  });
  const { data, previousData, error, networkStatus, refetch, fetchMore } = query;
  // A poll returns the newest page only: polling a longer list would drop the pages loaded after it.
  usePolling(query, POLL_MS, (data?.modelRuns.edges.length ?? 0) <= PAGE_SIZE);
  return (
    <QueryView data={data ?? (error ? undefined : previousData)} error={error} refetch={refetch}>
      {({ modelRuns }) => (
        <>
          <RunsTable runs={modelRuns.edges.map(({ node }) => node)} empty={<NoRun kind={kind} />} />
          <LoadMore
            list={modelRuns}
            loading={networkStatus === NetworkStatus.fetchMore}
            fetchMore={fetchMore}
          />
        </>
      )}
    </QueryView>
  );
}

function NoRun({ kind }: { readonly kind: ModelRunKind | null }) {
  const { role } = useSession().viewer;
  if (!may(role, 'readModels'))
    return (
      <EmptyNotice title="No drawings yet">
        What you draw is listed here with its settings, so that it can be repeated.
      </EmptyNotice>
    );
  return (
    <EmptyNotice title={kind ? 'No runs of this kind yet' : 'No runs yet'}>
      Each is listed here with its settings, so that it can be repeated.
    </EmptyNotice>
  );
}
