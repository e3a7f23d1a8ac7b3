import { useQuery } from '@apollo/client/react';
import { Skeleton, Stack } from '@mantine/core';
import { WorkspaceContentsDocument } from '../generated/graphql.js';
import { WelcomePanel } from '../help/WelcomePanel.js';
import { Page } from '../ui/page/Page.js';
import { PageQuery } from '../ui/page/PageQuery.js';
import { ExportMenu } from './ExportMenu.js';
import { FilterBar } from './filters/FilterBar.js';
import { HeadlineCards } from './headline/HeadlineCards.js';
import { DetailSkeleton, LiftDetail } from './LiftDetail.js';
import { toLiftInput } from './lift-filters.js';
import { HEADLINE_METRICS } from './metrics.js';
import { useLiftFilters } from './use-lift-filters.js';

const LEAD = 'Does the AI item do better than the human-designed items of the same store?';

/** The main page: the answer for each metric, then everything that stands behind one of them. */
export function LiftPage() {
  const { data, error, refetch } = useQuery(WorkspaceContentsDocument, {
    fetchPolicy: 'cache-and-network',
  });
  return (
    <PageQuery
      title="Lift"
      lead={LEAD}
      data={data}
      error={error}
      refetch={refetch}
      skeleton={<LiftSkeleton />}
    >
      {({ workspace }) => (workspace.storeCount === 0 ? <WelcomePanel /> : <LiftReport />)}
    </PageQuery>
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

const CARD_HEIGHT = 208;

function LiftSkeleton() {
  return (
    <Stack gap="lg" aria-hidden="true">
      <div className="headline-cards">
        {HEADLINE_METRICS.map((metric) => (
          <Skeleton key={metric} height={CARD_HEIGHT} radius="lg" />
        ))}
      </div>
      <DetailSkeleton />
    </Stack>
  );
}
