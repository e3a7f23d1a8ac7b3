import { useQuery } from '@apollo/client/react';
import { Stack } from '@mantine/core';
import { WorkspaceContentsDocument } from '../generated/graphql.js';
import { WelcomePanel } from '../help/WelcomePanel.js';
import { Page } from '../ui/Page.js';
import { QueryView } from '../ui/QueryView.js';
import { ExportMenu } from './ExportMenu.js';
import { FilterBar } from './filters/FilterBar.js';
import { HeadlineCards } from './HeadlineCards.js';
import { LiftDetail } from './LiftDetail.js';
import { toLiftInput } from './lift-filters.js';
import { useLiftFilters } from './use-lift-filters.js';

const LEAD = 'Does the AI item do better than the human-designed items of the same store?';

/** The main page: the answer for each metric, then everything that stands behind one of them. */
export function LiftPage() {
  const { data, error, refetch } = useQuery(WorkspaceContentsDocument, {
    fetchPolicy: 'cache-and-network',
  });
  return (
    <QueryView
      data={data}
      error={error}
      refetch={refetch}
      skeleton={
        <Page title="Lift" lead={LEAD}>
          <div className="headline-cards skeleton" />
        </Page>
      }
    >
      {({ stores }) => (stores.totalCount === 0 ? <WelcomePanel /> : <LiftReport />)}
    </QueryView>
  );
}

function LiftReport() {
  const { filters } = useLiftFilters();
  return (
    <Page title="Lift" lead={LEAD} actions={<ExportMenu input={toLiftInput(filters)} />}>
      <Stack gap="lg">
        <FilterBar />
        <HeadlineCards filters={filters} />
        <LiftDetail input={toLiftInput(filters)} />
      </Stack>
    </Page>
  );
}
